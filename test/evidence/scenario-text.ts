import { REPLICATIONS } from './known-answer.ts';

/** Mean service time of every textbook station here, in milliseconds. */
export const SERVICE_MS = 10;
/** Services a second of one busy server. */
export const SERVICE_RATE = 1000 / SERVICE_MS;
export const EXPONENTIAL = `{ exponential: { mean: ${SERVICE_MS} ms } }`;

interface ScenarioWords {
  readonly name: string;
  /** Lines of the workloads, without indentation. */
  readonly workloads: readonly string[];
  /** The settings of the only store. */
  readonly store: string;
  readonly network?: string;
  /** Further lines at the top level. */
  readonly more?: readonly string[];
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly replications?: number;
}

/** A scenario with its seed; crypto off, since all answers here are about time and counts. */
export function scenarioText(words: ScenarioWords): string {
  const { name, workloads, store, network = 'none', more = [], seconds, warmUpSeconds } = words;
  const replications = words.replications ?? REPLICATIONS;
  return [
    `title: '${name}'`,
    `seed: 'evidence/${name}'`,
    `network: ${network}`,
    'workloads:',
    ...workloads.map((line) => `  ${line}`),
    'stores:',
    `  store: ${store}`,
    ...more,
    `run: { duration: ${seconds} s, warmUp: ${warmUpSeconds} s, replications: ${replications}, confidence: 99 %, crypto: off }`,
    '',
  ].join('\n');
}

/** The one workload of a textbook station: it never tries again. */
export function stationCalls(arrivals: string, more = ''): string {
  return `calls: { service: pkcs11, arrivals: ${arrivals}, client: { retryMode: none }${more} }`;
}

/** HSMs used directly: with `network: none` nothing is left but their queues. */
export function stationStore(hsm: string, hsms = 1, more = ''): string {
  return `{ kind: cloudhsm-direct, hsms: ${hsms}, quorum: false, hsm: { ${hsm} }${more} }`;
}

/** KMS clients whose connections cost nothing, so that a call is its attempts and back-offs. */
export function kmsCalls(arrivals: string, client = 'retryMode: none', more = ''): string {
  return `calls: { arrivals: ${arrivals}, client: { connections: none, ${client} }${more} }`;
}
