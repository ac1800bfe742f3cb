import { lawMean, lawVariance, NS_PER_MS, scaleLaw, type Law } from '../../kernel/index.ts';
import {
  SYMMETRIC_OPERATIONS,
  type ClusterConfig,
  type OperationName,
  type WorkloadConfig,
  type WorldConfig,
} from '../../model/index.ts';
import { poissonPerMs } from './scene.ts';

/** What the commands that reach the HSMs are like, all workloads together. */
export interface CommandMix {
  /** Mean service time of a command. */
  readonly meanMs: number;
  /** Squared coefficient of variation of it. */
  readonly cvSquared: number;
  readonly isExponential: boolean;
  /** All commands have the same mean. */
  readonly hasOneMean: boolean;
  /** Some operations are two commands, one after the other. */
  readonly hasTwoCommands: boolean;
  readonly laws: readonly Law[];
}

/** What AWS services ask of a key store, in shares that nobody knows beforehand. */
const OF_SERVICES: WorkloadConfig['operations'] = [
  { operation: 'GenerateDataKey', share: 1 },
  { operation: 'GenerateDataKeyWithoutPlaintext', share: 1 },
  { operation: 'Encrypt', share: 1 },
  { operation: 'Decrypt', share: 1 },
];

interface CommandKind {
  readonly weight: number;
  readonly law: Law;
  readonly commands: 1 | 2;
}

/**
 * The mix, by the rates of Poisson workloads; where others are among them, only what all kinds of
 * command have in common means anything. null where an operation is asked for that HSMs do not do.
 */
export function commandMix(world: WorldConfig, cluster: ClusterConfig): CommandMix | null {
  const isDirect = world.store.kind === 'cloudhsm-direct';
  const kinds: CommandKind[] = [];
  for (const workload of world.workloads) {
    const isLibrary = isDirect || workload.via === 'pkcs11';
    const rate = poissonPerMs(workload) || 1;
    const asked = workload.service === null ? workload.operations : OF_SERVICES;
    for (const { operation, share } of asked) {
      if (share === 0) continue;
      const law = serviceLaw(workload, operation, cluster, isLibrary);
      if (law === null) return null;
      const commands = isTwoCommands(operation, isLibrary) ? 2 : 1;
      const each = scaleLaw(law, (cluster.weights[operation] ?? 1) / commands);
      kinds.push({ weight: rate * share * commands, law: each, commands });
    }
  }
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  const mean = average(kinds, total, (law) => lawMean(law));
  const square = average(kinds, total, (law) => lawVariance(law) + lawMean(law) * lawMean(law));
  const hasOneMean = kinds.every(({ law }) => lawMean(law) === lawMean(kinds[0]!.law));
  return {
    meanMs: mean / NS_PER_MS,
    // Of constant times rounding would leave a little less than nothing.
    cvSquared: Math.max(0, square / (mean * mean) - 1),
    isExponential: hasOneMean && kinds.every(({ law }) => isExponential(law)),
    hasOneMean,
    hasTwoCommands: kinds.some(({ commands }) => commands === 2),
    laws: kinds.map(({ law }) => law),
  };
}

function isExponential({ kind, shift }: Law): boolean {
  return kind === 'exponential' && (shift ?? 0) === 0;
}

function average(kinds: readonly CommandKind[], total: number, of: (law: Law) => number): number {
  return kinds.reduce((sum, { weight, law }) => sum + weight * of(law), 0) / total;
}

/** A client library makes a data key by two commands; a key store by one. */
function isTwoCommands(operation: OperationName, isLibrary: boolean): boolean {
  return (
    operation === 'ReEncrypt' ||
    (isLibrary &&
      (operation === 'GenerateDataKey' || operation === 'GenerateDataKeyWithoutPlaintext'))
  );
}

function serviceLaw(
  { keySpec }: WorkloadConfig,
  operation: OperationName,
  { serviceNs, signNs }: ClusterConfig,
  isLibrary: boolean,
): Law | null {
  if (keySpec === 'SYMMETRIC_DEFAULT') {
    return SYMMETRIC_OPERATIONS.includes(operation) ? serviceNs : null;
  }
  if (operation !== 'Sign' || signNs === null || !isLibrary) return null;
  if (keySpec === 'RSA_2048') return signNs.rsa2048;
  return keySpec === 'ECC_NIST_P256' ? signNs.ecP256 : null;
}
