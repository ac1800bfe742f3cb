/** A scenario to start from, as text with comments. */
export interface ScenarioTemplate {
  readonly name: string;
  readonly describe: string;
  readonly text: string;
}

const HEAD = `# yaml-language-server: $schema=./scenario.schema.json
# $schema: ./scenario.schema.json
`;

const MINIMAL = `${HEAD}
# Everything that is not written has a default: cksim validate --explain shows them all.
title: Which key store?
workloads:
  app:
    arrivals: { poisson: 500/s } # KMS calls; Decrypt unless operations: says otherwise
stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2..4 } # a custom key store: one design for each number of HSMs
objectives:
  - p99(latency) < 60 ms
`;

const ZONE_LOSS = `${HEAD}
# The questions of most reviews: does it hold the peak, does it survive a zone, what does it cost?
title: Custom key store or not?
question: Which key store carries our peak through the loss of a zone, and at what price?
region: us-east-1

workloads:
  app:
    arrivals: { poisson: 900/s } # the peak hour
    operations: { GenerateDataKey: 40 %, Decrypt: 60 % }
    keys: 10
    perMonth: 500M # calls a month, for the bill
    client: { instances: 40, retryMode: standard, timeout: 1 s }

stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2, zones: 2 }
  cks-three: { kind: cloudhsm, hsms: 3, zones: [2, 3] } # HSMs fill the zones in turn

require: { custody: customer } # leave it out if AWS may hold the key material

faults:
  - { zoneDown: a, at: 20 s, for: 20 s, name: zone-loss }

objectives:
  - { expect: p99(latency) < 60 ms, during: before }
  - { expect: success > 99 %, during: zone-loss }
  - cost < 10000 USD/month

run: { duration: 60 s, replications: 5 }
vary: { load: [0.5, 1, 1.5] }

# AWS publishes neither latencies nor the AES rate of an HSM. What you have measured goes here.
assume:
  hsm.rate.aes: 1800/s
`;

const S3 = `${HEAD}
# S3 with SSE-KMS: what Bucket Keys save in requests, and what they cost in audit detail.
title: S3 with and without Bucket Keys
region: us-east-1

workloads:
  documents:
    service: s3
    arrivals: { poisson: 300/s } # PUTs and GETs
    operations: { PutObject: 60 %, GetObject: 40 % }
    principals: 20 # who asks: with Bucket Keys each has an entry of its own
    perMonth: 100M

stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2 }

vary:
  workloads.documents.bucketKeys: [false, true]

objectives:
  - p99(latency, op=PutObject) < 80 ms

run: { duration: 30 s }
`;

/** What `cksim init` can write. */
export const SCENARIO_TEMPLATES: readonly ScenarioTemplate[] = [
  { name: 'minimal', describe: 'the least that works', text: MINIMAL },
  { name: 'zone-loss', describe: 'peak, loss of a zone, price', text: ZONE_LOSS },
  { name: 's3', describe: 'S3 with and without Bucket Keys', text: S3 },
];
