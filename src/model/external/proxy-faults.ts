/** What GetHealthStatus says of the key managers together (XKS proxy API specification). */
export type ProxyHealth = 'ACTIVE' | 'DEGRADED' | 'UNAVAILABLE';

/**
 * What can befall an external key store proxy (model page, section 4). Faults of one kind that
 * overlap count up and heal when the last ends; slow factors multiply, of two rates the lower
 * counts, of two error faults the later.
 */
export interface ProxyFaults {
  /** False while it refuses connections or says nothing. */
  readonly isReachable: boolean;
  /** It says nothing at all, rather than refusing. */
  readonly isSilent: boolean;
  /** Work takes so many times as long as without faults. */
  readonly slowness: number;
  readonly health: ProxyHealth;
  /** Loses what it works on. `isSilent`: says nothing from now on; otherwise resets connections. */
  goDown(isSilent: boolean): void;
  comeUp(): void;
  /** Work started from now on takes `factor` times as long. */
  slowBy(factor: number): void;
  endSlow(factor: number): void;
  /** Answers 429 to what exceeds this rate in a second. */
  throttleAt(ratePerSecond: number): void;
  endThrottle(): void;
  /** Answers a share of requests, 0 to 1, at once with an error by its name. */
  answerErrors(share: number, error: string): void;
  endErrors(): void;
}
