import { RandomStreams, type RandomStream } from '../../kernel/index.ts';
import type { FactMove, UncertainFact } from '../study.ts';
import { beliefQuantile } from './belief-quantile.ts';

/**
 * Draws of all facts together by Latin hypercube sampling: of each fact, one value from each of as
 * many equally likely strata as there are draws, in an order of its own. McKay, Beckman and Conover
 * (1979), A comparison of three methods for selecting values of input variables, Technometrics
 * 21(2), 239-245. Every fact has a stream of its own, so that another fact changes none of its
 * values.
 */
export function latinHypercube(
  facts: readonly UncertainFact[],
  draws: number,
  seed: string,
): readonly (readonly FactMove[])[] {
  const streams = new RandomStreams(`${seed}/inputs`);
  const columns = facts.map(({ name, law }) => {
    const stream = streams.stream(name);
    return shuffled(draws, stream).map((stratum): FactMove => {
      const value = beliefQuantile(law, (stratum + stream.next()) / draws);
      return { fact: name, value: Number(value.toPrecision(12)) };
    });
  });
  return Array.from({ length: draws }, (_, draw) => columns.map((column) => column[draw]!));
}

/** The numbers 0 to count − 1, each order equally likely (Fisher and Yates). */
function shuffled(count: number, stream: RandomStream): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(stream.next() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
