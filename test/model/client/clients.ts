import { EventLoop, PHASE_SEIZE, RandomStreams } from '../../../src/kernel/index.ts';
import { AttemptTable } from '../../../src/model/attempts.ts';
import { CallTable } from '../../../src/model/calls.ts';
import { SdkClient } from '../../../src/model/client/sdk-client.ts';
import {
  Outcome,
  type AdaptiveConfig,
  type ClientConfig,
  type ConnectionsConfig,
} from '../../../src/model/index.ts';
import { Links } from '../../../src/model/network/links.ts';
import { Zones } from '../../../src/model/network/zones.ts';
import type { KeyStore } from '../../../src/model/stores/key-store.ts';
import { constant, MS, PATIENT_CLIENT, SECOND, world } from '../worlds.ts';

/** The constants of all SDKs (smithy-typescript, core/retry). */
export const SDK_ADAPTIVE: AdaptiveConfig = {
  beta: 0.7,
  scaleConstant: 0.4,
  smooth: 0.8,
  minFillRate: 0.5,
  minCapacity: 1,
  measurementBucketNs: 0.5 * SECOND,
  capFactor: 2,
};

/** Up to two connections, TLS 1.3, 6 ms of work for a handshake, 60 ms more for the first call. */
export const CONNECTIONS: ConnectionsConfig = {
  most: 2,
  tlsRoundTrips: 1,
  handshakeCpuNs: constant(6 * MS),
  firstCallNs: constant(60 * MS),
  idleCloseNs: 20 * SECOND,
};

/** What the store does with an attempt sent to it: answers so much later, with an outcome; or is silent. */
type Service = (sent: Sent) => { readonly afterNs: number; readonly outcome?: number } | 'silence';

interface Sent {
  readonly atNs: number;
  readonly call: number;
  readonly zone: number;
  readonly connection: number;
}

interface Ended {
  readonly call: number;
  readonly endNs: number;
  readonly outcome: number;
  readonly attempts: number;
  readonly addedNs: number;
}

/**
 * One instance of an SDK client on a store that does as told, with hops of 0.25 ms and two zones.
 * `callsNs` are the times at which calls are due; calls go by their number.
 */
export function drive(
  overrides: Partial<ClientConfig>,
  callsNs: readonly number[],
  serve: Service,
  prepare: (parts: { zones: Zones; links: Links; loop: EventLoop }) => void = () => undefined,
) {
  const config = world();
  const loop = new EventLoop(1e6);
  const streams = new RandomStreams('test');
  const calls = new CallTable(10_000);
  const attempts = new AttemptTable(20_000);
  const zones = new Zones(2);
  const links = new Links(config.network, streams);
  const sent: Sent[] = [];
  const ended: Ended[] = [];
  const answer = loop.register(PHASE_SEIZE, (attempt) => client.answered(attempt));
  const store: KeyStore = {
    ...({ kind: 'standard' } as KeyStore),
    submit: (attempt) => {
      const own: Sent = {
        atNs: loop.now,
        call: attempts.number[attempt]!,
        zone: attempts.zone[attempt]!,
        connection: attempts.connection[attempt]!,
      };
      sent.push(own);
      const service = serve(own);
      if (service === 'silence') {
        client.silenced(attempt);
        return;
      }
      attempts.outcome[attempt] = service.outcome ?? Outcome.success;
      attempts.unloadedNs[attempt]! += service.afterNs;
      loop.schedule(service.afterNs, answer, attempt);
    },
    clientGone: () => undefined,
  };
  let started = 0;
  const client = new SdkClient(
    { ...config.workloads[0]!, client: { ...PATIENT_CLIENT, instances: 1, ...overrides } },
    loop,
    calls,
    attempts,
    store,
    {
      callDue: () => undefined,
      attemptStarted: () => started++,
      attemptAdmitted: () => undefined,
      callEnded: (_, call, outcome, addedNs) =>
        ended.push({
          call: calls.number[call]!,
          endNs: loop.now,
          outcome,
          attempts: calls.attempts[call]!,
          addedNs,
        }),
      userOperationDue: () => undefined,
      userOperationEnded: () => undefined,
      cacheAsked: () => undefined,
      faultStarted: () => undefined,
      faultEnded: () => undefined,
      controlEvent: () => undefined,
    },
    { network: config.network, zones, link: links.clientKms },
    streams,
  );
  prepare({ zones, links, loop });
  const due = loop.register(PHASE_SEIZE, () => client.begin(calls.open(0, 0, loop.now), 0));
  for (const atNs of callsNs) loop.inject(atNs, due, 0);
  loop.runUntil(Infinity);
  return { sent, ended, started, calls, attempts, streams };
}
