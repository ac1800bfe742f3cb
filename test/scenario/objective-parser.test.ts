import { describe, expect, it } from 'vitest';
import { parseObjective, type ObjectiveNames } from '../../src/scenario/objective-parser.ts';

const NAMES: ObjectiveNames = {
  operations: new Map([
    ['uploads', ['GenerateDataKey']],
    ['reviews', ['Decrypt', 'Encrypt']],
  ]),
  phases: ['before', 'faults', 'after', 'zone-loss'],
  durationNs: 120e9,
};

function parsed(text: string) {
  const result = parseObjective(text, NAMES);
  if (!result.ok) throw new Error(result.error.phrase);
  return result.value;
}

function error(text: string, names = NAMES) {
  const result = parseObjective(text, names);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.error;
}

describe('an objective', () => {
  it.each([
    ['p99(latency) < 60 ms', { metric: { percentile: 0.99 }, of: 'latency', limit: 60 }],
    [
      'p99.99( addedLatency )<=1 s',
      { metric: { percentile: 0.9999 }, of: 'addedLatency', limit: 1000, comparison: '<=' },
    ],
    ['mean(latency, op=Decrypt) < 500 us', { metric: 'mean', operation: 'Decrypt', limit: 0.5 }],
    [
      'max(latency, workload=uploads, phase=zone-loss) < 2 s',
      { metric: 'max', workload: 'uploads', during: 'zone-loss' },
    ],
    [
      'p99(latency, phase = 30s..90 s, op=Decrypt) < 2 s',
      { during: '30 s..90 s', operation: 'Decrypt' },
    ],
    ['throughput(phase=30 s..90 s) > 50/s', { metric: 'throughput', during: '30 s..90 s' }],
    ['success > 99.9 %', { metric: 'success', of: null, comparison: '>', limit: 0.999 }],
    ['success(op=Encrypt) >= 99 %', { metric: 'success', operation: 'Encrypt', comparison: '>=' }],
    ['throttled < 0.1 %', { metric: 'throttled', limit: 0.001 }],
    ['failed < 1 %', { metric: 'failed', limit: 0.01 }],
    ['throughput > 1.2k/s', { metric: 'throughput', limit: 1200 }],
    ['cost < 12000 USD/month', { metric: 'cost', limit: 12_000 }],
    ['utilisation < 80 %', { metric: 'utilisation', limit: 0.8 }],
    ['recovery(phase=zone-loss) < 1 min', { metric: 'recovery', limit: 60, during: 'zone-loss' }],
  ])('%s', (text, expected) => {
    expect(parsed(text)).toMatchObject(expected);
  });

  it.each([
    ['p99(latency)', 0, 12, 'is not an objective'],
    ['p99(latency) = 3 ms', 0, 19, 'is not an objective'],
    ['p100(latency) < 3 ms', 0, 4, 'percentile that does not exist'],
    ['sucess > 3 %', 0, 6, 'names no known metric: sucess'],
    ['p99(latancy) < 3 ms', 4, 7, 'has a word it does not know: latancy'],
    ['p99(latency, op=Decript) < 3 ms', 13, 10, 'no workload calls: Decript'],
    ['p99(latency, workload=uplods) < 3 ms', 13, 15, 'names no workload: uplods'],
    ['p99(latency, phase=dawn) < 3 ms', 13, 10, 'names no phase: dawn'],
    ['p99(latency, phase=9 s..3 s) < 3 ms', 13, 14, 'ends no later than it begins: 9 s..3 s'],
    ['failed(phase=1 min..3 min) < 3 %', 7, 18, 'beyond the measured time of 2 min'],
    ['p99(latency, zone=a) < 3 ms', 13, 6, 'a filter that p99 does not take: zone'],
    ['cost(op=Decrypt) < 3 USD/month', 5, 10, 'a filter that cost does not take: op'],
    ['cost < $3', 7, 2, 'needs as its limit an amount of money'],
    ['success > 0.999', 10, 5, 'needs as its limit a share with its unit'],
    [
      'p99(latency, op=Decrypt, workload=uploads) < 3 ms',
      4,
      37,
      'which workload uploads never calls',
    ],
  ])('%s is refused at its place', (text, offset, length, phrase) => {
    expect(error(text)).toMatchObject({ offset, length });
    expect(error(text).phrase).toContain(phrase);
  });

  it('about recovery or a phase needs a fault', () => {
    const calm = { ...NAMES, phases: [] };
    expect(error('recovery < 3 s', calm).phrase).toContain('the scenario has no faults');
    expect(error('success(phase=before) > 3 %', calm).phrase).toContain('has no faults');
  });

  it('suggests the word that was probably meant', () => {
    expect(error('sucess > 3 %').hint).toContain('did you mean "success"?');
    expect(error('p99(latency, op=Decript) < 3 ms').hint).toContain('did you mean "Decrypt"?');
  });
});
