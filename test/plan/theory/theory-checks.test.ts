import { expect, it } from 'vitest';
import { compare, runInProcess, type RunMany } from '../../../src/plan/index.ts';
import { loadScenario } from '../../../src/scenario/index.ts';
import { EXPONENTIAL, station } from './scenes.ts';

const TEXT = station(
  '{ poisson: 500/s }',
  EXPONENTIAL,
  '{ duration: 5 s, warmUp: 1 s, replications: 10, crypto: off }',
);

async function theoryChecksOf(runMany: RunMany) {
  const study = loadScenario({ fileName: 'theory.yaml', text: TEXT });
  const { checks, stores } = await compare(study, runMany, () => {}, '0.0.0');
  const judged = stores[0]!.points[0]!.theory.filter(({ holds }) => holds !== null);
  const own = checks.filter(({ name }) => name.startsWith('simulation against theory'));
  expect(own).toHaveLength(judged.length);
  return own;
}

it('a result checks every figure that theory judges', async () => {
  const checks = await theoryChecksOf(runInProcess);
  expect(checks.length).toBeGreaterThanOrEqual(4);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
});

it('a simulation that drops every fifth call fails the checks of its result', async () => {
  // The study asks for 500 calls a second, and whoever runs it makes 400.
  const lossy: RunMany = (jobs, onProgress) =>
    runInProcess(
      jobs.map((job) => ({
        ...job,
        config: {
          ...job.config,
          workloads: job.config.workloads.map((workload) => ({
            ...workload,
            arrivals: { kind: 'poisson' as const, ratePerSecond: 400 },
          })),
        },
      })),
      onProgress,
    );
  const failed = (await theoryChecksOf(lossy)).filter(({ holds }) => !holds);
  expect(failed.map(({ name }) => name)).toContain(
    'simulation against theory: mean wait at the HSM, M/M/1',
  );
});
