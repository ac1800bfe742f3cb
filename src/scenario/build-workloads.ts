import {
  OPERATIONS,
  type KeySpec,
  type OperationName,
  type ServiceKind,
  type WorkloadConfig,
} from '../model/index.ts';
import { findFact } from '../facts/index.ts';
import { accountNamesOf } from './build-access.ts';
import { buildArrivals, usualRate } from './build-arrivals.ts';
import { buildClient, buildServiceClient } from './build-client.ts';
import { buildRunTimes } from './build-run.ts';
import { buildService } from './build-service.ts';
import { crowdOf } from './crowd.ts';
import type { DesignContext } from './design-context.ts';
import type { ScenarioInput, WorkloadInput } from './schema/scenario.ts';
import { CALLED_OPERATIONS } from './schema/operations.ts';
import { callsOfOneArrival, serviceOf } from './service-profiles.ts';
import { checkSettings } from './settings-of-services.ts';
import { sharesOf } from './shares.ts';
import { suggest } from './suggestions.ts';

const DEFAULT_PAYLOAD_BYTES = 32;

/** The workloads of a design, in the order of the scenario. */
export function buildWorkloads(input: ScenarioInput, context: DesignContext): WorkloadConfig[] {
  const { warmUpNs } = buildRunTimes(input.run);
  const accounts = accountNamesOf(input);
  const hasFaults = (input.faults ?? []).length > 0;
  return Object.entries(input.workloads).map(([name, workload]): WorkloadConfig => {
    const speech = workload.service ?? 'kms';
    const kind = serviceOf(speech);
    checkSettings(name, workload, speech, context);
    const arrivals = buildArrivals(name, kind, workload.arrivals, warmUpNs, context);
    const crowd = crowdOf(name, workload, kind, context);
    const surroundings = {
      instances: crowd.instances,
      hasFaults,
      hasConnections: input.network !== 'none' && speech !== 'pkcs11',
    };
    const client = workload.client ?? {};
    return {
      name,
      account: accounts.indexOf(workload.account ?? accounts[0]!),
      via: speech === 'pkcs11' ? 'pkcs11' : 'kms',
      arrivals,
      service: kind === null ? null : buildService(name, kind, workload, crowd, context),
      ...callsOf(name, kind, workload, context),
      ...keysOf(name, workload, context),
      keySkew: workload.keySkew ?? 0,
      client: isOfAws(kind)
        ? buildServiceClient(client, surroundings, context)
        : buildClient(name, client, surroundings, context),
    };
  });
}

/** The Encryption SDK is a library of the application's; the others are AWS's own fleets. */
function isOfAws(kind: ServiceKind | null): boolean {
  return kind !== null && kind !== 'encryption-sdk';
}

function callsOf(
  name: string,
  kind: ServiceKind | null,
  input: WorkloadInput,
  context: DesignContext,
): Pick<WorkloadConfig, 'operations' | 'keySpec' | 'payloadBytes' | 'wrongContextShare'> {
  const operations = kind === null ? operationsOf(name, input, context) : [];
  const payloadBytes = input.payload ?? DEFAULT_PAYLOAD_BYTES;
  const most = Number((findFact('api.plaintextSize')!.value as readonly number[])[1]);
  if (payloadBytes > most && operations.some(({ operation }) => operation === 'Encrypt')) {
    context.findings.warn(
      `Workload ${name} gives Encrypt ${payloadBytes} bytes; KMS takes at most ${most} and refuses all these calls with ValidationException.`,
    );
  }
  return {
    operations,
    keySpec: input.keySpec ?? keySpecFor(operations.map(({ operation }) => operation)),
    payloadBytes,
    wrongContextShare: input.wrongContext ?? 0,
  };
}

function operationsOf(
  name: string,
  { operations }: WorkloadInput,
  { findings }: DesignContext,
): WorkloadConfig['operations'] {
  if (operations === undefined) return [{ operation: 'Decrypt', share: 1 }];
  const path = ['workloads', name, 'operations'];
  const strange = Object.keys(operations).find(
    (word) => operations[word] !== undefined && !CALLED_OPERATIONS.includes(word),
  );
  if (strange !== undefined) {
    findings.add(
      [...path, strange],
      'is not an operation of KMS',
      `${suggest(strange, CALLED_OPERATIONS)}; operations of an AWS service need service: above`,
      'key',
    );
    return [];
  }
  const given = OPERATIONS.map((operation) => ({ operation, share: operations[operation] ?? 0 }));
  return sharesOf(given, {
    path,
    example: '{ GenerateDataKey: 70 %, Decrypt: 30 % }',
    findings,
  });
}

/** What the first operation that cannot do with a symmetric key needs. */
function keySpecFor(operations: readonly OperationName[]): KeySpec {
  for (const operation of operations) {
    if (operation === 'Sign' || operation === 'Verify') return 'RSA_2048';
    if (operation.startsWith('GenerateDataKeyPair')) return 'RSA_2048';
    if (operation === 'GenerateMac' || operation === 'VerifyMac') return 'HMAC_256';
    if (operation === 'DeriveSharedSecret') return 'ECC_NIST_P256';
  }
  return 'SYMMETRIC_DEFAULT';
}

function keysOf(
  name: string,
  { keys }: WorkloadInput,
  { findings }: DesignContext,
): Pick<WorkloadConfig, 'keys' | 'keysSinceBackup'> {
  if (typeof keys !== 'object') return { keys: keys ?? 1, keysSinceBackup: 0 };
  const count = keys.count ?? 1;
  const sinceBackup = keys.sinceBackup ?? 0;
  if (sinceBackup > count) {
    findings.add(
      ['workloads', name, 'keys', 'sinceBackup'],
      `must be at most ${count}, the number of keys, not ${sinceBackup}`,
      `write count: ${sinceBackup}`,
    );
  }
  return { keys: count, keysSinceBackup: sinceBackup };
}

/**
 * The mean of `valueOf` over the KMS operations of all workloads, weighted by the rates at which
 * they are asked for. What an AWS service keeps is not known before the run: it counts with the
 * calls it makes when it has nothing.
 */
export function meanOverMix(
  workloads: readonly WorkloadConfig[],
  valueOf: (operation: OperationName) => number,
): number {
  let sum = 0;
  let weights = 0;
  const rates = usualRates(workloads);
  workloads.forEach((workload, index) => {
    const rate = rates[index]!;
    for (const { operation, share } of callsOfOneArrival(workload)) {
      weights += rate * share;
      sum += rate * share * valueOf(operation);
    }
  });
  return weights === 0 ? 1 : sum / weights;
}

/** Arrivals a second of each workload. Closed ones have no rate of their own: as the others' mean. */
export function usualRates(workloads: readonly WorkloadConfig[]): readonly number[] {
  const rates = workloads.map(({ arrivals }) => usualRate(arrivals));
  const open = rates.filter((rate) => rate !== null);
  const mean = open.length === 0 ? 1 : open.reduce((a, b) => a + b, 0) / open.length;
  return rates.map((rate) => rate ?? mean);
}
