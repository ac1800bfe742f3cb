import { beforeAll, describe, expect, it } from 'vitest';
import {
  LiveRun,
  type LiveAnswer,
  type LivePosition,
  type LiveStudy,
} from '../../../../src/plan/index.ts';
import { costRow, measuredRows } from '../../../../src/report/browser/live/live-rows.ts';
import {
  answerInWords,
  progressInWords,
  worldInWords,
} from '../../../../src/report/browser/live/live-summary.ts';
import { objectiveFlips } from '../../../../src/report/browser/live/objective-flips.ts';
import { BASELINE } from '../../../../src/report/browser/live/position.ts';
import { liveResult } from '../../../browser/live-page.ts';

let live: LiveStudy;
let run: LiveRun;

beforeAll(async () => {
  ({ live } = (await liveResult()).live!);
  run = new LiveRun(live);
});

/** What the engine says of a position after so many replications. */
function answerAt(position: LivePosition, replications = 5): LiveAnswer {
  run.turn(position);
  for (;;) {
    const answer = run.step();
    if (answer !== null && answer.replications >= replications) return answer;
  }
}

const row = (answer: LiveAnswer, name: string) =>
  measuredRows(answer).find(({ what }) => what === name)!;

describe('what the panel says', () => {
  it('claims no difference where nothing is turned', () => {
    const answer = answerAt(BASELINE);
    for (const { baseline, changed, difference, tone } of measuredRows(answer)) {
      expect({ changed, difference, tone }).toEqual({
        changed: baseline,
        difference: '',
        tone: 'even',
      });
    }
    expect(costRow(answer, null)).toMatchObject({ difference: 'the same', tone: 'even' });
    expect(objectiveFlips(answer).map(({ words, isFlipped }) => [words, isFlipped])).toEqual([
      ['met', false],
      ['met', false],
      ['met', false],
    ]);
    expect(answerInWords({ answer, answeredAt: BASELINE }, live)).toContain('as in the report');
  });

  it('names a difference with its interval where there is one', () => {
    const position = { load: 1, stops: { hsms: 2 } };
    const answer = answerAt(position);
    expect(row(answer, 'p99 added latency')).toMatchObject({ tone: 'good' });
    expect(row(answer, 'p99 added latency').difference).toMatch(/^[\d.]+ ± [\d.]+ ms less$/);
    expect(row(answer, 'throttled').difference).toBe('the same in every replication');
    // Two HSMs more at $1.60 an hour, 730 hours a month.
    expect(costRow(answer, null)).toMatchObject({ difference: '$2,336 more', tone: 'bad' });
    expect(answerInWords({ answer, answeredAt: position }, live)).toMatch(
      /^HSMs: 4 instead of 2 – p99 latency: .*; cost < 4000 USD\/month is now missed; \$2,336 more a month\.$/,
    );
  });

  it('says that nothing can be detected where the interval covers 0', () => {
    // A twentieth more load hardly moves the median, and two replications tell little.
    const answer = answerAt({ load: 1.05, stops: {} }, 2);
    expect(row(answer, 'p50 latency').difference).toMatch(
      /^no detectable difference \(less than ±[\d.]+ ms\)$/,
    );
    expect(row(answer, 'p50 latency').tone).toBe('even');
  });

  it('speaks of calls that pile up instead of a latency', () => {
    const position = { load: 2, stops: {} };
    const answer = answerAt(position);
    const latencies = measuredRows(answer).filter(({ what }) => what.includes('latency'));
    expect(latencies).toHaveLength(1);
    expect(latencies[0]!.baseline).toMatch(/^[\d.]+ ± [\d.]+ ms$/);
    expect(latencies[0]!.changed).toMatch(/^calls pile up by [\d,]+ ± \d+ calls\/s$/);
    expect(latencies[0]).toMatchObject({ difference: 'calls pile up now', tone: 'bad' });
    expect(answerInWords({ answer, answeredAt: position }, live)).toMatch(
      /^2× the load – calls pile up, .*; of the objectives \d now missed/,
    );
    expect(objectiveFlips(answer)[0]).toMatchObject({
      before: 'met',
      after: 'missed',
      words: 'now missed',
      isFlipped: true,
    });
  });

  it('shows a price before anything is simulated', () => {
    expect(costRow(null, { baselineUsd: 4000, changedUsd: 3000.5 })).toEqual({
      what: 'cost a month',
      baseline: '$4,000',
      changed: '$3,001',
      difference: '$1,000 less',
      tone: 'good',
    });
    expect(costRow(null, null)).toBeNull();
  });

  it('tells how far it is, and never calls an earlier position’s figures final', () => {
    const answer = { ...answerAt(BASELINE, 1), isFinal: true };
    const state = { answer, isStale: false, failure: null };
    expect(progressInWords(state)).toContain('replications, final; ± is a 95 % interval');
    expect(progressInWords({ ...state, isStale: true })).toBe('simulating…');
    expect(progressInWords({ ...state, answer: { ...answer, isFinal: false } })).toContain(
      'refining…',
    );
    expect(progressInWords({ ...state, answer: null, isStale: true })).toBe('simulating…');
  });

  it('says which world it is about', () => {
    expect(worldInWords(live)).toMatch(
      /^cks in a short world without faults: \d+ s measured at the scenario’s load\.$/,
    );
  });
});
