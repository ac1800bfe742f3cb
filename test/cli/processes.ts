import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Processor time so far, whole seconds. */
  readonly cpuSeconds: number;
}

/** Every process of the system that has not ended. */
function running(): RunningProcess[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,time='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [string, string, string, string])
    .filter(([, , state]) => !state.startsWith('Z'))
    .map(([pid, parent, , time]) => ({
      pid: Number(pid),
      parent: Number(parent),
      // [days-]hours:minutes:seconds; none of ours lives for days.
      cpuSeconds: time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0),
    }));
}

/**
 * Waits until a process has so many children that have computed for a while, and gives their
 * process ids. How long that takes is the machine's business: this throws only after 45 seconds, or
 * when the process itself has ended.
 */
export async function childrenOf(parent: number, count: number, cpuSeconds = 0): Promise<number[]> {
  let found: number[] = [];
  await until(`${parent} has ${count} children`, () => {
    const all = running();
    if (all.every(({ pid }) => pid !== parent)) throw new Error(`${parent} has ended`);
    found = all
      .filter((process) => process.parent === parent && process.cpuSeconds >= cpuSeconds)
      .map(({ pid }) => pid);
    return found.length >= count;
  });
  return found;
}

/** Waits until none of these processes runs. Throws after `seconds`. */
export async function allEnded(pids: readonly number[], seconds: number): Promise<void> {
  const haveEnded = () => running().every(({ pid }) => !pids.includes(pid));
  await until(`${pids.join(', ')} have ended`, haveEnded, seconds);
}

async function until(what: string, holds: () => boolean, seconds = 45): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; !holds(); await setTimeout(50)) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
  }
}
