import { NS_PER_MS } from '../../kernel/index.ts';
import type { ClusterConfig } from '../../model/index.ts';
import { erlangB, limitedQueue } from '../../stats/index.ts';
import { estimate } from '../summaries.ts';
import { exactEvidence, exactRow, type Comparison } from './comparison.ts';
import type { CommandMix } from './command-mix.ts';
import { queueMemory, ROUNDING_MS, sourceWith, whyNotJudged, type Scene } from './scene.ts';

/** As the model calls a command that finds the queue full. */
export const REFUSED_BY_QUEUE = 'HSM busy, code 187';

/**
 * One HSM with room for `queueLimit` waiting commands, whose callers do not repeat what is refused:
 * Erlang's loss system for any law of service where none may wait, M/M/c/K where service is
 * exponential; null where it is neither.
 */
export function limitedRows(
  scene: Scene,
  { slots, queueLimit }: ClusterConfig,
  mix: CommandMix,
  perMs: number,
): readonly Comparison[] | null {
  if (queueLimit === null || (queueLimit > 0 && !mix.isExponential)) return null;
  const { world, runs, level } = scene;
  const rates = { arrivalRate: perMs, serviceRate: 1 / mix.meanMs, servers: slots };
  const capacity = slots + queueLimit;
  const refusedShare =
    queueLimit === 0
      ? erlangB(slots, perMs * mix.meanMs)
      : limitedQueue(rates, capacity).blockedShare;
  const model = queueLimit === 0 ? `M/G/${slots}/${slots}` : `M/M/${slots}/${capacity}`;
  const formula =
    queueLimit === 0
      ? "Erlang's loss formula, for any law of service"
      : 'birth-death chain (Gross et al., section 2.5)';
  const commands = (perMs * world.durationNs) / NS_PER_MS;
  const accounts = runs.map(({ stations }) => stations[0]!);
  const judge = (events: number, eventName: string) =>
    whyNotJudged(scene, {
      memory: queueMemory(memoryMs(mix.meanMs, slots, queueLimit, perMs)),
      events,
      eventName,
      laws: mix.laws,
    });
  const reason = judge(
    commands * Math.min(refusedShare, 1 - refusedShare),
    'commands refused, or accepted',
  );
  const arrived = accounts.reduce((sum, account) => sum + account.arrived, 0) / accounts.length;
  const refused = exactRow(
    `commands refused, ${model}`,
    refusedShare,
    estimate(
      accounts.map((account) => (account.arrived === 0 ? 0 : account.refused / account.arrived)),
      level,
    ),
    'share',
    sourceWith(formula, reason),
    reason === null
      ? exactEvidence(
          accounts.map((account) => (account.refused - refusedShare * account.arrived) / arrived),
          (ROUNDING_MS / mix.meanMs) * refusedShare * capacity,
        )
      : null,
  );
  if (queueLimit === 0) return [refused];
  const { meanWait } = limitedQueue(rates, capacity);
  const waitReason = judge(commands * Math.min(1, meanWait / mix.meanMs), 'commands that wait');
  const started = accounts.reduce((sum, account) => sum + account.started, 0) / accounts.length;
  return [
    refused,
    exactRow(
      `mean wait at the HSM, ${model}`,
      meanWait,
      estimate(
        accounts.map((account) =>
          account.started === 0 ? 0 : account.waitSumNs / account.started / NS_PER_MS,
        ),
        level,
      ),
      'ms',
      sourceWith(formula, waitReason),
      waitReason === null
        ? exactEvidence(
            accounts.map(
              (account) => (account.waitSumNs / NS_PER_MS - meanWait * account.started) / started,
            ),
          )
        : null,
    ),
  ];
}

/** As that of an unlimited queue, but no longer than the limit lets it grow. */
function memoryMs(meanMs: number, slots: number, queueLimit: number, perMs: number): number {
  const gap = 1 - Math.sqrt((perMs * meanMs) / slots);
  const room = queueLimit + 1;
  return meanMs * (1 + Math.min(1 / (gap * gap), room * room) / slots);
}
