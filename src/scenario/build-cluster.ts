import { formatQuantity } from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
import {
  SYMMETRIC_OPERATIONS,
  type Balancing,
  type ClusterConfig,
  type NetworkConfig,
  type OperationName,
  type WorkloadConfig,
} from '../model/index.ts';
import { chosen, settle, type DesignContext } from './design-context.ts';
import { kmsOperationsOf } from './kms-operations.ts';
import { describeLaw, lognormalByMean } from './laws.ts';
import { one } from './schema/section.ts';
import type { ClusterInput } from './schema/store.ts';
import type { Path } from './source.ts';

const NS_PER_SECOND = 1e9;
const BALANCINGS: readonly Balancing[] = [
  'least-outstanding',
  'least-outstanding-lowest',
  'round-robin',
  'random',
];

/** Both sides of a ReEncrypt are kept in this store: one command each. */
const COMMANDS_OF: Readonly<Partial<Record<OperationName, number>>> = { ReEncrypt: 2 };

/** The HSM cluster of store `store`. */
export function buildCluster(
  store: string,
  input: ClusterInput,
  network: NetworkConfig,
  workloads: readonly WorkloadConfig[],
  hasFaults: boolean,
  context: DesignContext,
): ClusterConfig {
  const { facts } = context;
  const path = ['stores', store];
  const hsms = one(input.hsms);
  const hsm = input.hsm ?? {};
  const slots = setting(context, 'hsm.slots', [...path, 'hsm', 'slots'], one(hsm.slots), store);
  const watched = hasFaults ? facts : facts.unnoted();
  return {
    hsms,
    zones: zonesOf(input, hsms, network, path, context),
    balancing: balancingOf(input, path, context),
    slots,
    serviceNs: serviceLaw(input, slots, path, context),
    signNs: signLaws(input, slots, workloads, path, context),
    queueLimit: queueLimitOf(input, path, context),
    weights: weightsOf(input, workloads, path, context),
    detectHsmNs: watched.durationNs('detect.hsm'),
    rejoinNs: watched.durationNs('rejoin'),
    replaceDetectNs: watched.durationNs('replace.detect'),
    provisioningNs: watched.law('hsm.provisioning'),
  };
}

/** A number that the scenario gives, or else the fact does. */
export function setting(
  context: DesignContext,
  fact: string,
  path: Path,
  given: number | undefined,
  where: string | null,
): number {
  return given === undefined
    ? context.facts.number(fact)
    : settle(context, fact, path, given, formatQuantity(given, 'count'), where);
}

function zonesOf(
  input: ClusterInput,
  hsms: number,
  network: NetworkConfig,
  path: Path,
  { facts, findings }: DesignContext,
): number {
  const given = one(input.zones);
  const most = Math.min(hsms, network.zones);
  if (given === undefined) return Math.min(most, facts.number('network.zones'));
  const at = [...path, 'zones'];
  if (given > network.zones) {
    findings.add(
      at,
      `must be at most ${network.zones}, the zones of the network, not ${given}`,
      `write zones: ${most}, or network: { zones: ${given} }`,
    );
  } else if (given > hsms) {
    findings.add(
      at,
      `must be at most ${hsms}, the number of HSMs, not ${given}`,
      `write zones: ${hsms}, or leave zones out`,
    );
  }
  return given;
}

function balancingOf(input: ClusterInput, path: Path, context: DesignContext): Balancing {
  const given = one(input.balancing);
  if (given !== undefined) {
    return settle(context, 'hsm.balancing', [...path, 'balancing'], given, given, String(path[1]));
  }
  const word = context.facts.word('hsm.balancing');
  const known = BALANCINGS.find((each) => each === word);
  if (known !== undefined) return known;
  context.findings.add(['assume', 'hsm.balancing'], `must be one of: ${BALANCINGS.join(', ')}`);
  return 'least-outstanding';
}

/** Laws of the two kinds of signature, where something signs. */
function signLaws(
  input: ClusterInput,
  slots: number,
  workloads: readonly WorkloadConfig[],
  path: Path,
  context: DesignContext,
): ClusterConfig['signNs'] {
  const isSigning = workloads.some(({ operations }) =>
    operations.some(({ operation }) => operation === 'Sign'),
  );
  if (!isSigning) return null;
  const { facts } = context;
  const store = String(path[1]);
  const type = hsmTypeOf(input);
  const law = (
    name: 'rsa2048Sign' | 'ecP256Sign',
    given: number | undefined,
    byDefault: () => number,
  ): Law => {
    const at = [...path, 'hsm', `${name}Rate`];
    const rate = chosen(context, `hsm.rate.${name}`, at, given, perSecond, store, byDefault);
    return lognormalByMean((slots * NS_PER_SECOND) / rate, facts.number(`hsm.cv.${name}`));
  };
  return {
    rsa2048: law('rsa2048Sign', one(input.hsm?.rsa2048SignRate), () =>
      facts.number('hsm.rate.rsa2048Sign'),
    ),
    ecP256: law('ecP256Sign', one(input.hsm?.ecP256SignRate), () =>
      facts.entry('hsm.rate.ecP256Sign', type)!,
    ),
  };
}

function perSecond(rate: number): string {
  return formatQuantity(rate, '1/s');
}

/** AWS lets nobody create the older type any more. */
export function hsmTypeOf(input: ClusterInput): 'hsm1.medium' | 'hsm2m.medium' {
  return one(input.hsmType) ?? 'hsm2m.medium';
}

/** Mean service = slots / rate, so that `slots` commands at once come to `rate`. */
function serviceLaw(input: ClusterInput, slots: number, path: Path, context: DesignContext): Law {
  const hsm = input.hsm ?? {};
  const store = String(path[1]);
  const at = (name: string) => [...path, 'hsm', name];
  const serviceTime = one(hsm.serviceTime);
  if (serviceTime !== undefined) {
    for (const name of ['rate', 'cv'] as const) {
      if (hsm[name] === undefined) continue;
      context.findings.add(
        at('serviceTime'),
        `and ${name} cannot stand together: serviceTime replaces it`,
        `keep serviceTime or ${name}, not both`,
        'key',
      );
    }
    const text = `service time ${describeLaw(serviceTime)}`;
    return settle(context, 'hsm.rate.aes', at('serviceTime'), serviceTime, text, store);
  }
  const given = one(hsm.rate);
  const rate =
    given === undefined
      ? context.facts.number('hsm.rate.aes')
      : settle(context, 'hsm.rate.aes', at('rate'), given, formatQuantity(given, '1/s'), store);
  if (!(rate > 0)) {
    context.findings.add(['assume', 'hsm.rate.aes'], 'must be above zero');
    return { kind: 'constant', value: 1 };
  }
  const cv = setting(context, 'hsm.cv.aes', at('cv'), one(hsm.cv), store);
  return lognormalByMean((slots * NS_PER_SECOND) / rate, cv);
}

function queueLimitOf(input: ClusterInput, path: Path, context: DesignContext): number | null {
  const given = one(input.hsm?.queueLimit);
  if (given === undefined) {
    // Unlimited in direct use, or textbook stations stop being textbook.
    return input.kind === 'cloudhsm' ? context.facts.number('hsm.busyAfter') : null;
  }
  const limit = given === 'none' ? null : given;
  return settle(
    context,
    'hsm.busyAfter',
    [...path, 'hsm', 'queueLimit'],
    limit,
    limit === null ? 'none' : String(limit),
    String(path[1]),
  );
}

/** Work of each operation; only those that are called rest on their facts. */
function weightsOf(
  input: ClusterInput,
  workloads: readonly WorkloadConfig[],
  path: Path,
  context: DesignContext,
): ClusterConfig['weights'] {
  const unnoted = { ...context, facts: context.facts.unnoted() };
  const called = new Set(workloads.flatMap(kmsOperationsOf));
  return Object.fromEntries(
    SYMMETRIC_OPERATIONS.map((operation) => {
      const given = input.hsm?.weights?.[operation];
      const fact = `hsm.weight.${operation[0]!.toLowerCase()}${operation.slice(1)}`;
      const at = [...path, 'hsm', 'weights', operation];
      const noting = called.has(operation) ? context : unnoted;
      const own = setting(noting, fact, at, given, String(path[1]));
      // A weight that the scenario gives is that of the whole operation.
      return [operation, given === undefined ? own * (COMMANDS_OF[operation] ?? 1) : own];
    }),
  );
}
