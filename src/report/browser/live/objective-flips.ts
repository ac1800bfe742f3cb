import type { LiveAnswer, ObjectiveResult } from '../../../plan/index.ts';
import { formatMeasured } from '../../format-number.ts';

type Judgement = ObjectiveResult['verdict'];

/** One objective before and after. */
export interface ObjectiveFlip {
  readonly expect: string;
  readonly before: Judgement | null;
  readonly after: Judgement | null;
  /** `now missed`, `still met`. */
  readonly words: string;
  readonly isFlipped: boolean;
  /** `31.8 ± 0.9 ms`; empty where nothing was measured. */
  readonly measuredBefore: string;
  readonly measuredAfter: string;
}

export const SIGNS = { met: '✓', missed: '✗', undecided: '?' } as const;
export const TONES = { met: 'good', missed: 'bad', undecided: 'open' } as const;
const WORDS = { met: 'met', missed: 'missed', undecided: 'not decided' } as const;

/** Every objective that either side was judged by, in the scenario's order. */
export function objectiveFlips({ baseline, changed, isUnchanged }: LiveAnswer): ObjectiveFlip[] {
  const rules = [
    ...new Set([...baseline.objectives, ...changed.objectives].map(({ expect }) => expect)),
  ];
  return rules.map((expect) => {
    const [before, after] = [baseline, changed].map(({ objectives }) =>
      objectives.find((objective) => objective.expect === expect),
    );
    const isFlipped = before?.verdict !== after?.verdict;
    return {
      expect,
      before: before?.verdict ?? null,
      after: after?.verdict ?? null,
      words: wordsOf(after?.verdict, isFlipped, isUnchanged),
      isFlipped,
      measuredBefore: measuredInWords(before),
      measuredAfter: measuredInWords(after),
    };
  });
}

function wordsOf(after: Judgement | undefined, isFlipped: boolean, isUnchanged: boolean): string {
  if (after === undefined) return 'no call to judge by';
  if (isUnchanged) return WORDS[after];
  return `${isFlipped ? 'now' : 'still'} ${WORDS[after]}`;
}

function measuredInWords(objective: ObjectiveResult | undefined): string {
  return objective === undefined ? '' : formatMeasured(objective.measured, objective.unit);
}
