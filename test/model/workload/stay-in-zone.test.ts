import { describe, expect, it } from 'vitest';
import { watch } from '../watch.ts';
import { constant, MS, PATIENT_CLIENT, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';

/** Ten instances over two zones, of which b is down from 3 s to 6 s. */
const config = world({
  store: STANDARD,
  faults: [
    {
      name: 'zone-b',
      kind: 'zone-down',
      zone: 1,
      atNs: 3 * SECOND,
      forNs: 3 * SECOND,
      drawn: null,
    },
  ],
});
const during = ({ dueNs }: { dueNs: number }) => dueNs >= 3 * SECOND && dueNs < 6 * SECOND;

function ended(inDeadZone: 'move' | 'stay', arrivals = config.workloads[0]!.arrivals) {
  const client = { ...PATIENT_CLIENT, attemptTimeoutNs: 50 * MS, inDeadZone };
  return watch(withWorkload(config, { arrivals, client })).watcher.ended;
}

describe('clients in a dead zone', () => {
  const constantRate = { kind: 'constant', ratePerSecond: 200 } as const;

  it('that stay make no calls there: half the instances, half the calls, until it heals', () => {
    const stayed = ended('stay', constantRate);
    expect(stayed.filter(during)).toHaveLength(300);
    expect(stayed.filter((call) => !during(call))).toHaveLength(11 * 200 - 1 - 600);
  });

  it('are taken as moved by default: demand does not change', () => {
    expect(ended('move', constantRate)).toHaveLength(11 * 200 - 1);
  });

  it('go on thinking in a closed workload, and call again when their zone is back', () => {
    const arrivals = { kind: 'closed', clients: 10, thinkNs: constant(100 * MS) } as const;
    const stayed = ended('stay', arrivals);
    // Five of ten clients; compared once requests no longer go into the dead zone (2 s).
    const dueIn = (fromNs: number) =>
      stayed.filter(({ dueNs }) => dueNs >= fromNs && dueNs < fromNs + 0.8 * SECOND).length;
    const share = dueIn(5.2 * SECOND) / dueIn(9 * SECOND);
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });
});
