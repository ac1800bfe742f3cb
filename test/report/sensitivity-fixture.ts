import type { Result, SensitivityEnd, SensitivityRow } from '../../src/plan/index.ts';
import { estimate } from './fixture-point.ts';
import { fixtureResult } from './fixture.ts';

const end = (value: string, margin: number): SensitivityEnd => ({
  value,
  outcome: margin > 0 ? 'met' : 'missed',
  margin,
  expect: 'p99(latency) < 60 ms',
  measured: estimate(60 * (1 - margin), 0.5),
  unit: 'ms',
});

const ROWS: readonly SensitivityRow[] = [
  {
    fact: 'hsm.rate.aes',
    title: 'AES commands of weight 1 per second that saturate one HSM',
    confidence: 'assumption',
    base: '1,800/s',
    low: end('900/s', -0.4),
    high: end('5,000/s', 0.5),
    flip: {
      from: '1,300/s',
      to: '1,240/s',
      expect: 'p99(latency) < 60 ms',
      outcome: 'missed',
    },
  },
  {
    fact: 'network.crossZone',
    title: 'Round trip between two availability zones of a Region',
    confidence: 'inferred',
    base: '0.8 ms',
    low: end('0.25 ms', 0.36),
    high: end('3.4 ms', 0.3),
    flip: null,
  },
];

export const SENTENCE = 'The verdict hangs on an assumption: hsm.rate.aes below about 1,270/s.';

/** The fixture with two facts moved, one of which turns the verdict. */
export const MOVED_RESULT: Result = {
  ...fixtureResult(),
  sensitivity: ROWS,
  sensitivitySummary: {
    design: 'cks hsms=4',
    margin: 0.35,
    expect: 'p99(latency) < 60 ms',
    outcome: 'met',
    movedFacts: 42,
    sentence: SENTENCE,
    hangsOnAssumption: true,
  },
};
