import type { Design, MovableFact, MoveFacts } from '../study.ts';
import { pointOf } from './moved-design.ts';
import type { Point } from '../point.ts';

/** A fact at one end of its range. */
export interface End {
  readonly value: number;
  /** null where it changes nothing in the design, or where the scenario makes no sense with it. */
  readonly point: Point | null;
}

/** A fact with both ends; at least one of them makes another design. */
export interface Candidate {
  readonly fact: MovableFact;
  readonly low: End;
  readonly high: End;
}

/** The facts that make another design of `base` at an end of their range, and where they do. */
export function candidatesOf(
  base: Design,
  facts: readonly MovableFact[],
  moveFacts: MoveFacts,
  warmUpMs: number,
): readonly Candidate[] {
  const unmoved = essence(base);
  const endOf = (fact: MovableFact, value: number): End => {
    const design = moveFacts(base.name, [{ fact: fact.name, value }]);
    const isOther = design !== null && essence(design) !== unmoved;
    return { value, point: isOther ? pointOf(design, warmUpMs) : null };
  };
  return facts.flatMap((fact) => {
    const low = endOf(fact, fact.low);
    const high = endOf(fact, fact.high);
    return low.point === null && high.point === null ? [] : [{ fact, low, high }];
  });
}

/** What a design's figures follow from. */
function essence({ world, limits, billing }: Design): string {
  return JSON.stringify([world, limits, billing]);
}
