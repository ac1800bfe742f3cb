/** How far a fact can be trusted; the words of every report. */
export type Confidence =
  | 'documented'
  | 'documented-old'
  | 'price-list-third-party'
  | 'measured-third-party'
  | 'inferred'
  | 'assumption';

/**
 * A law of time as a scenario writes it, with bare numbers in the fact's unit:
 * `{ lognormal: { median: 3.4, p99: 23 } }`.
 */
export type WrittenLaw = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What a fact can hold. Tables map a Region, operation or HSM type to a number. */
export type FactValue =
  | number
  | string
  | boolean
  | null
  | WrittenLaw
  | readonly (string | number)[]
  | Readonly<Record<string, number | string>>;

/** One statement about the world outside, with what a reader needs to judge it. */
export interface Fact<V extends FactValue = FactValue> {
  /** Dotted lowerCamel name, the one `assume:` and `cksim explain` take, such as `hsm.rate.aes`. */
  readonly name: string;
  /** One line in words. */
  readonly title: string;
  readonly value: V;
  /** `1/s`, `ms`, `s`, `h`, `d`, `USD`, `USD/h`, `USD/month`, `USD per 10,000`, `B`, `count`, `share`, `flag`, `name`, … */
  readonly unit: string;
  /** Plausible bounds, in the unit; absent where the value is not in doubt. */
  readonly range?: readonly [number, number];
  readonly source: string;
  /** ISO date or month; that of the compilation where the source bears none. */
  readonly asOf: string;
  readonly confidence: Confidence;
  /** What to know before relying on it: a contradiction, a reason, a caveat. */
  readonly note?: string;
}
