/** seedrandom ships no types for this entry; only what the kernel calls is declared. */
declare module 'seedrandom/lib/alea.js' {
  /** A generator of the alea family: a call gives a multiple of 2^-32 in [0, 1). */
  interface AleaGenerator {
    (): number;
  }
  export default function alea(seed: string): AleaGenerator;
}
