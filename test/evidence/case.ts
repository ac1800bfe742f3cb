/** One known answer: a scenario for the public command line, and what theory says it must give. */
export interface EvidenceCase {
  readonly name: string;
  /** Formula and where it stands. */
  readonly source: string;
  readonly scenario: string;
  readonly figure: 'mean time in system' | 'blocking share';
  /** Milliseconds, or a share. */
  readonly expected: number;
  /** Widest 99 % interval, as a share of the expected value, that still counts as evidence. */
  readonly widest: number;
}

/** Mean service time of every textbook station here, in milliseconds. */
export const SERVICE_MS = 10;
export const REPLICATIONS = 20;

/** Student's t for 99 % and 19 degrees of freedom. */
const T_99 = 2.861;
/** Room for the estimate of the variance being an estimate, and for formulas that are asymptotic. */
const SAFETY = 1.5;

export interface StationWords {
  readonly name: string;
  readonly slots: number;
  readonly utilisation: number;
  /** The law of service as a scenario writes it, with mean 10 ms. */
  readonly law: string;
  readonly cv2: number;
  readonly queueLimit?: number;
  /**
   * How much longer than the formula says; 1 unless a pilot run was too wide: the formula knows two
   * moments of the service time, and long tails have more to say.
   */
  readonly longer?: number;
}

/**
 * Measured time, in seconds, for a mean within ±`widest` at 99 %: the asymptotic variance of the
 * number in an M/M/1 system over time (Whitt 1989, Planning queueing simulations, section 3),
 * scaled for the variability of service; several servers are faster, so it is on the safe side.
 */
export function measuredSeconds(
  { utilisation: rho, slots, cv2, longer = 1 }: StationWords,
  widest: number,
): number {
  const variability = 2 * Math.max(1, (1 + cv2) / 2);
  const serviceTimes = (variability * (1 + rho)) / (rho * (1 - rho) ** 2);
  const total = SAFETY * longer * serviceTimes * (T_99 / widest) ** 2;
  return Math.ceil((total * SERVICE_MS) / 1000 / slots / REPLICATIONS) + 1;
}

/** Widest interval that the issue of evidence allows at this utilisation. */
export function widestFor(utilisation: number): number {
  return utilisation > 0.8 ? 0.04 : 0.015;
}

/** A station of the textbooks as a scenario: one HSM, no network, no retries, no KMS. */
export function stationScenario(words: StationWords, seconds: number, arrivals: string): string {
  const warmUp = Math.ceil((SERVICE_MS * 100) / 1000 / (1 - words.utilisation) ** 2);
  const queue = words.queueLimit === undefined ? '' : `, queueLimit: ${words.queueLimit}`;
  return `title: ${words.name}
seed: evidence/${words.name}
network: none
workloads:
  calls: { service: pkcs11, arrivals: ${arrivals}, client: { retryMode: none } }
stores:
  station: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: ${words.slots}, serviceTime: ${words.law}${queue} } }
run: { duration: ${seconds} s, warmUp: ${warmUp} s, replications: ${REPLICATIONS}, confidence: 99 %, crypto: off }
`;
}

/** Poisson arrivals that keep the station at its utilisation. */
export function poissonArrivals({ utilisation, slots }: StationWords): string {
  return `{ poisson: ${(utilisation * slots * 1000) / SERVICE_MS}/s }`;
}
