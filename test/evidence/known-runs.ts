import { availability } from './families/availability.ts';
import { bills } from './families/bills.ts';
import { calibrations } from './families/calibrations.ts';
import { externalTimeLimit } from './families/external-time-limit.ts';
import { limitedQueues, lossSystems } from './families/limited-queues.ts';
import { machineRepair } from './families/machine-repair.ts';
import { manyServers } from './families/many-servers.ts';
import { otherArrivals } from './families/other-arrivals.ts';
import { quotas } from './families/quotas.ts';
import { retriesAndLosses } from './families/retries.ts';
import { keyChecks, services } from './families/services.ts';
import { severalHsms } from './families/several-hsms.ts';
import { singleServer } from './families/single-server.ts';
import { unloadedPaths } from './families/unloaded-paths.ts';
import type { KnownRun } from './known-answer.ts';

/** Every known answer, in the order of the tables. `longest` bounds a replication, in seconds. */
export function knownRuns(longest: number): readonly KnownRun[] {
  return [
    ...manyServers(longest),
    ...singleServer(longest),
    ...limitedQueues(longest),
    ...lossSystems(longest),
    ...machineRepair(longest),
    ...otherArrivals(longest),
    ...severalHsms(longest),
    ...quotas(longest),
    ...retriesAndLosses(longest),
    ...unloadedPaths(longest),
    ...externalTimeLimit(longest),
    ...availability(),
    ...services(longest),
    ...keyChecks(),
    ...bills(),
  ];
}

/** What the model was fitted to: shown apart, and no evidence for it. */
export function calibrationRuns(): readonly KnownRun[] {
  return calibrations();
}

/** Longest replication of the short form, in simulated seconds: long enough for a p99 at 50 calls/s. */
const SHORT_SECONDS = 200;

/** Of each family what is quick: low rates, and low utilisations, which settle soon. */
const SHORT_FORM: readonly string[] = [
  'M/M/1 at 0.5',
  'M/M/4 at 0.7',
  'M/D/1 at 0.7',
  'M/LN/1 at 0.5',
  'M/M/1/5 at 0.8',
  'M/M/4/4 at 3 erlang',
  'machine repair, 10 clients, 1 server, 100 ms',
  'D/M/1 at 0.5',
  '2 HSMs at 0.5, random',
  '2 HSMs at 0.5, round-robin',
  '2 HSMs at 0.8, least-outstanding',
  '50/s at a quota of 50/s',
  '3000/s at a quota of 1800/s',
  '600/s at a quota of 200/s, 4 attempts',
  '3 attempts that fail with 50 %, back-off from 200 ms',
  '10 % of the hops lost',
  'a CloudHSM key store without load',
  '80 ms away, cold, TLS 1.3',
  '2 of 3 HSMs',
  '1 of 2 HSMs and zones',
  's3, CopyObject',
  'SQS for an hour, 4 producers, 4 consumers',
  'Secrets Manager, one entry, 0.5 reads/s, client cache of 3 s',
  'a million requests, two HSMs, 720 hours',
];

/** Known answers of every family in half a minute, for every run of the tests. */
export function shortRuns(): readonly KnownRun[] {
  const runs = knownRuns(SHORT_SECONDS);
  return SHORT_FORM.map((name) => runs.find((run) => run.name === name)!);
}
