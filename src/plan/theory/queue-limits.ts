import { NS_PER_MS } from '../../kernel/index.ts';
import type { ClusterConfig, WorldConfig } from '../../model/index.ts';
import type { CommandMix } from './command-mix.ts';
import { delaysOf } from './delays.ts';

/** A chance of one in a hundred thousand, as a logarithm: too seldom to move a mean. */
const SELDOM = 11.5;

/**
 * Limits that commands run into where HSMs are as busy as these, each in words: then what happens
 * at the limit is not what the formulas of unlimited queues say. A wait over t comes about as often
 * as exp(−2 (1 − ρ) t c / (m (1 + cv²))) (J. F. C. Kingman, 1962, for a random choice among HSMs,
 * which all others beat).
 */
export function limitsMet(
  world: WorldConfig,
  cluster: ClusterConfig,
  { meanMs, cvSquared }: CommandMix,
  perMs: number,
): readonly string[] {
  const { slots, hsms, queueLimit } = cluster;
  const utilisation = (perMs * meanMs) / (hsms * slots);
  const decayPerMs = (2 * (1 - utilisation) * slots) / (meanMs * (1 + cvSquared));
  const isFar = (waitMs: number) => decayPerMs * waitMs > SELDOM;
  const ofCommands = (count: number) => isFar((count * meanMs) / slots);
  const patience = Math.min(
    ...world.workloads.map(({ client }) =>
      Math.min(client.attemptTimeoutNs ?? Infinity, client.callTimeoutNs ?? Infinity),
    ),
  );
  const { store } = world;
  const commandTimeoutNs = store.kind === 'cloudhsm' ? store.commandTimeoutNs : null;
  return [
    ...(queueLimit !== null && !ofCommands(queueLimit)
      ? ['The queue of an HSM is bounded, and now and then full.']
      : []),
    // Half of the time is left for everything but the queue.
    ...(isFar(patience / 2 / NS_PER_MS)
      ? []
      : ['Clients may give up before the HSMs get to them.']),
    ...(commandTimeoutNs === null || isFar(commandTimeoutNs / 2 / NS_PER_MS)
      ? []
      : ['KMS may send a command again before an HSM gets to it.']),
    ...(hasSessions(world, hsms, perMs, ofCommands)
      ? []
      : ['Sessions with the HSMs can be short, so that calls wait elsewhere too.']),
  ];
}

function hasSessions(
  world: WorldConfig,
  hsms: number,
  perMs: number,
  ofCommands: (count: number) => boolean,
): boolean {
  const { store } = world;
  const sessions =
    store.kind === 'cloudhsm'
      ? store.sessionsPerHsm
      : store.kind === 'cloudhsm-direct'
        ? store.sessionsPerProcess
        : Infinity;
  const onTheWay = perMs * (delaysOf(world)?.meanMs ?? 0);
  const held = store.kind === 'cloudhsm' ? onTheWay / hsms : onTheWay;
  return sessions >= 10 * held && ofCommands(sessions / 2);
}
