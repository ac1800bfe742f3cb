import { describe, expect, it } from 'vitest';
import { finiteSource } from '../../../src/stats/index.ts';
import { rowNamed, rowsOf, rowsOfWrong, station } from './scenes.ts';

const RUN = '{ duration: 10 s, warmUp: 1 s, replications: 10 }';
const THINKING = '{ closed: { clients: 8, think: { exponential: { mean: 10 ms } } } }';
const HSM = '{ slots: 2, serviceTime: { exponential: { mean: 3 ms } } }';

describe('a closed load', () => {
  it('meets the machine-repair model and the response time law', () => {
    const rows = rowsOf(station(THINKING, HSM, RUN));
    const known = finiteSource({ clients: 8, meanThink: 10, meanService: 3, servers: 2 });
    expect(rowNamed(rows, 'throughput').expected).toBeCloseTo(known.throughput * 1000, 9);
    expect(rowNamed(rows, 'mean latency').expected).toBeCloseTo(known.meanResponse, 9);
    expect(rowNamed(rows, 'clients').expected).toBe(8);
    expect(rows.map(({ kind, holds }) => [kind, holds])).toEqual(rows.map(() => ['exact', true]));
  });

  it('has a think time of any law', () => {
    const rows = rowsOf(station('{ closed: { clients: 8, think: 10 ms } }', HSM, RUN));
    expect(rowNamed(rows, 'throughput').holds).toBe(true);
    expect(rowNamed(rows, 'mean latency').holds).toBe(true);
  });

  it('would fail if clients thought a tenth longer than they should', () => {
    const slower = THINKING.replace('10 ms', '11 ms');
    const rows = rowsOfWrong(station(THINKING, HSM, RUN), station(slower, HSM, RUN));
    expect(rowNamed(rows, 'throughput').holds).toBe(false);
    expect(rowNamed(rows, 'clients').holds).toBe(false);
  });

  it('that never thinks keeps all slots busy, whatever the law of service', () => {
    const rows = rowsOf(
      station('{ closed: { clients: 8, think: 0 s } }', '{ slots: 2, serviceTime: 3 ms }', RUN),
      3,
    );
    const throughput = rowNamed(rows, 'throughput');
    expect(throughput.expected).toBeCloseTo(2000 / 3, 9);
    expect(throughput.holds).toBe(true);
  });

  it('of another service has an upper bound of its throughput', () => {
    const rows = rowsOf(station(THINKING, '{ slots: 2, serviceTime: 3 ms }', RUN), 3);
    const throughput = rowNamed(rows, 'throughput');
    // 8 clients / 13 ms is 615/s; two slots of 3 ms do 667/s.
    expect([throughput.kind, throughput.low]).toEqual(['bound', null]);
    expect(throughput.high).toBeCloseTo(8000 / 13, 9);
    expect(throughput.holds).toBe(true);
  });

  it('over several key stores has an upper bound only: keys decide which HSMs have work', () => {
    const rows = rowsOf(
      `network: none
workloads:
  calls: { arrivals: ${THINKING}, keys: 4, keySkew: 2, client: { retryMode: none } }
stores:
  cks: { kind: cloudhsm, hsms: 1, zones: 1, keyStores: 2, quota: none, accountQuota: none, hsm: ${HSM} }
run: ${RUN}
`,
      3,
    );
    const throughput = rowNamed(rows, 'throughput');
    expect(throughput).toMatchObject({ kind: 'bound', low: null, holds: true });
    expect(rowNamed(rows, 'clients').holds).toBe(true);
  });
});
