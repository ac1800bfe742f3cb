import type { Reporter, TestModule } from 'vitest/node';

/** Prints the plain count of tests as the last line of a run, for readers that look only there. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        if (state === 'failed') failed++;
      }
    }
    // After the default reporter's summary, which is printed in the same turn.
    setImmediate(() => console.log(`${passed} passed, ${failed} failed`));
  }
}
