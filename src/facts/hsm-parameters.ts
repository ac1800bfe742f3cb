import type { Fact } from './fact.ts';
import { COMPILED_ON } from './sources.ts';

/** What the simulation takes an HSM to be: capacity, spread, parallelism, weights. */
export const HSM_PARAMETERS: readonly Fact[] = [
  {
    name: 'hsm.rate.aes',
    title: 'AES commands of weight 1 per second that saturate one HSM',
    value: 1800,
    unit: '1/s',
    range: [900, 5000],
    source:
      'none published; AWS allows 1,800/s on clusters of any size; lighter than an RSA ' +
      'operation, per-command overhead may dominate',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note:
      'AWS publishes no AES throughput. Measure it, or read the result at both ends of ' +
      'the range.',
  },
  {
    name: 'hsm.cv.aes',
    title: 'Spread of the service time of AES commands: standard deviation over mean',
    value: 0.5,
    unit: 'ratio',
    range: [0.1, 1],
    source: 'none published; between a constant and an exponential service time',
    asOf: COMPILED_ON,
    confidence: 'assumption',
  },
  {
    name: 'hsm.slots',
    title: 'Commands one HSM works on at once, its rate held',
    value: 1,
    unit: 'count',
    range: [1, 8],
    source:
      'none published; one thread measured 1.9 to 2.2 ms per RSA signature: 1.0 of ' +
      'service, 0.5 of network and 0.5 of library fit, two slots of 2.0 ms would give 3.0',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note:
      'Slots shift the unloaded latency, not the capacity: mean service time = weight x ' +
      'slots / rate.',
  },
  {
    name: 'hsm.weight.encrypt',
    title: 'HSM work of an Encrypt, in commands of weight 1',
    value: 1,
    unit: 'count',
    source: 'by definition: the unit of HSM work',
    asOf: COMPILED_ON,
    confidence: 'inferred',
  },
  {
    name: 'hsm.weight.decrypt',
    title: 'HSM work of a Decrypt, in commands of weight 1',
    value: 1,
    unit: 'count',
    source: 'by definition: the unit of HSM work',
    asOf: COMPILED_ON,
    confidence: 'inferred',
  },
  {
    name: 'hsm.weight.generateDataKey',
    title: 'HSM work of a GenerateDataKey, in commands of weight 1',
    value: 1,
    unit: 'count',
    range: [1, 3],
    source:
      'none published; quota weights were 3 until 2022-10 and are flat since, so AWS ' +
      'holds 1,800/s of them bearable',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note: '3 is the historical AWS weighting of 2019 to 2022.',
  },
  {
    name: 'hsm.weight.generateDataKeyWithoutPlaintext',
    title: 'HSM work of a GenerateDataKeyWithoutPlaintext, in commands of weight 1',
    value: 1,
    unit: 'count',
    range: [1, 3],
    source: 'none published; as hsm.weight.generateDataKey',
    asOf: COMPILED_ON,
    confidence: 'assumption',
  },
  {
    name: 'hsm.weight.generateRandom',
    title: 'HSM work of a GenerateRandom, in commands of weight 1',
    value: 1,
    unit: 'count',
    range: [1, 3],
    source: 'none published; as hsm.weight.generateDataKey',
    asOf: COMPILED_ON,
    confidence: 'assumption',
  },
  {
    name: 'hsm.weight.reEncrypt',
    title: 'HSM work of each command of a ReEncrypt, in commands of weight 1',
    value: 1,
    unit: 'count',
    source: 'none published; each side of a ReEncrypt is one Encrypt or Decrypt',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note:
      'No range: it follows from the weights of its two sides. There is one command for ' +
      'each side kept in the store.',
  },
  {
    name: 'hsm.payloadTime',
    title: 'Time that a payload of 4,096 bytes adds to a command',
    value: 0,
    unit: 'ms',
    range: [0, 0.1],
    source: 'none published; AES-GCM of 4 KiB is short beside the overhead of a command',
    asOf: COMPILED_ON,
    confidence: 'assumption',
  },
  {
    name: 'hsm.rate.rsa2048Sign',
    title: 'RSA-2048 signatures per second that saturate one HSM, both types',
    value: 1000,
    unit: '1/s',
    range: [830, 1100],
    source: 'the published throughput of 2 and 3 HSMs (cloudhsm.throughput), divided by HSMs',
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'A sample of pkpspeed in older AWS text shows 820 to 860/s.',
  },
  {
    name: 'hsm.cv.rsa2048Sign',
    title: 'Spread of the service time of RSA-2048 signatures: standard deviation over mean',
    value: 0.1,
    unit: 'ratio',
    source: 'nearly constant work; one thread measured 1.9 to 2.2 ms',
    asOf: COMPILED_ON,
    confidence: 'inferred',
  },
  {
    name: 'hsm.rate.ecP256Sign',
    title: 'EC P-256 signatures per second that saturate one HSM, by HSM type',
    value: { 'hsm1.medium': 250, 'hsm2m.medium': 1500 },
    unit: '1/s',
    source: 'the published throughput of 2 and 3 HSMs (cloudhsm.throughput), divided by HSMs',
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'Plausible: 240 to 250/s for hsm1.medium, 1,170 to 1,500/s for hsm2m.medium.',
  },
  {
    name: 'hsm.cv.ecP256Sign',
    title: 'Spread of the service time of EC P-256 signatures: standard deviation over mean',
    value: 0.1,
    unit: 'ratio',
    source: 'nearly constant work, as for RSA-2048',
    asOf: COMPILED_ON,
    confidence: 'inferred',
  },
  {
    name: 'hsm.busyAfter',
    title: 'Commands waiting in one HSM of a key store above which it answers busy',
    value: 64,
    unit: 'count',
    range: [16, 1024],
    source: 'none published; the busy code 187 is documented, its threshold is not',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note: "CloudHSM used directly has no such limit here; a scenario's queueLimit wins.",
  },
];
