import { lognormalGrid, shareBeyond, sigmaOf, sumOf, type GridLaw } from '../convolution.ts';
import { failedShare, pointOf } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { callsForShare, secondsFor } from '../run-lengths.ts';
import { kmsCalls, scenarioText } from '../scenario-text.ts';

const LIMIT_MS = 250;
const STEP_MS = 0.05;
/** The clock of a cold request also runs while the proxy accepts the connection. */
const CONNECT_MS = 2;
const CALLS_PER_SECOND = 10;
const SOURCE = 'convolution of round trips and the work of the proxy: model page, section 2.5';
/** Less than one call in a million: none of the few thousands here. */
const NEVER = 1e-6;
const FEW_CALLS = 5000;

interface Line {
  readonly name: string;
  /** As a scenario writes it. */
  readonly roundTrip: string;
  readonly sigma: number;
  readonly medianMs: number;
  /** 1 on an open connection; 3 with TLS 1.3, 4 with TLS 1.2 on a new one. */
  readonly trips: 1 | 3 | 4;
}

/** Shares beyond the 250 ms that KMS gives an external key store. */
export function externalTimeLimit(longest: number): KnownRun[] {
  return [
    ...[35, 70, 75, 80, 85, 90].map((ms) => usual(ms, 3)),
    ...[35, 55, 60, 65].map((ms) => usual(ms, 4)),
    ...[35, 60].map((ms) => usual(ms, 1)),
    unsteady(35, 120),
    unsteady(50, 140),
  ].map((line) => runOf(line, longest));
}

function usual(medianMs: number, trips: Line['trips']): Line {
  const way = { 1: 'on open connections', 3: 'cold, TLS 1.3', 4: 'cold, TLS 1.2' }[trips];
  return {
    name: `${medianMs} ms away, ${way}`,
    roundTrip: `{ lognormal: { median: ${medianMs} ms, sigma: 0.1 } }`,
    sigma: 0.1,
    medianMs,
    trips,
  };
}

function unsteady(medianMs: number, p99Ms: number): Line {
  return {
    name: `${medianMs} ms away, p99 ${p99Ms} ms, cold, TLS 1.3`,
    roundTrip: `{ lognormal: { median: ${medianMs} ms, p99: ${p99Ms} ms } }`,
    sigma: sigmaOf(medianMs, p99Ms),
    medianMs,
    trips: 3,
  };
}

function runOf(line: Line, longest: number): KnownRun {
  const { name, roundTrip, trips } = line;
  const late = lateShare(line);
  const widest = 0.04;
  const calls = late < NEVER ? FEW_CALLS : callsForShare(late, widest);
  const connections =
    trips === 1 ? '' : `, connections: { reuse: false, tls: '${trips === 3 ? '1.3' : '1.2'}' }`;
  return {
    name,
    family: 'External key store, 250 ms',
    scenario: scenarioText({
      name,
      network: '{ zones: 1, clientToKms: 1 ms }',
      workloads: [kmsCalls(`{ constant: ${CALLS_PER_SECOND}/s }`)],
      store: `{ kind: external, roundTrip: ${roundTrip}${connections}, proxy: { slots: 64, service: { lognormal: { median: 3 ms, p99: 15 ms } }, connectCpu: ${CONNECT_MS} ms } }`,
      seconds: Math.min(Math.max(50, longest), Math.max(50, secondsFor(calls, CALLS_PER_SECOND))),
      warmUpSeconds: 20,
    }),
    answers: [
      late < NEVER
        ? {
            figure: 'calls that fail',
            unit: '',
            expected: 0,
            source: `${SOURCE}: less than ${NEVER}`,
            judged: 'exact',
            read: (result) => pointOf(result).calls.failed,
          }
        : {
            figure: 'share beyond 250 ms',
            unit: '',
            expected: late,
            source: SOURCE,
            judged: 'equal',
            read: failedShare,
            widest,
          },
    ],
  };
}

function lateShare({ medianMs, sigma, trips }: Line): number {
  const grid = (law: { median: number; sigma: number }): GridLaw =>
    lognormalGrid(law, STEP_MS, LIMIT_MS + STEP_MS);
  const trip = grid({ median: medianMs, sigma });
  const service = grid({ median: 3, sigma: sigmaOf(3, 15) });
  const laws = [service, ...Array.from({ length: trips }, () => trip)];
  return shareBeyond(sumOf(trips === 1 ? 0 : CONNECT_MS, laws), LIMIT_MS);
}
