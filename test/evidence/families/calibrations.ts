import { throughput } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { scenarioText } from '../scenario-text.ts';

const THREADS = 64;
const SOURCE = 'CloudHSM user guide, performance; fitted: model page, section 2.2';

/**
 * The published signing rates of CloudHSM. The capacity of one HSM and the limit of the load source
 * were chosen to meet them, so that meeting them proves the fit and not the theory.
 */
export function calibrations(): KnownRun[] {
  return [
    { spec: 'RSA_2048', type: 'hsm2m.medium', published: [2000, 3000, 5000] },
    { spec: 'RSA_2048', type: 'hsm1.medium', published: [2000, 3000, 5000] },
    { spec: 'ECC_NIST_P256', type: 'hsm2m.medium', published: [3000, 4500, 7000] },
    { spec: 'ECC_NIST_P256', type: 'hsm1.medium', published: [500, 750, 1500] },
  ].flatMap(({ spec, type, published }) =>
    [2, 3, 6].map((hsms, i): KnownRun => {
      const name = `${spec} on ${hsms} ${type}`;
      return {
        name,
        family: 'Published signing rates',
        scenario: scenarioText({
          name,
          network: '{ zones: 1 }',
          workloads: [
            `calls: { service: pkcs11, keySpec: ${spec}, operations: { Sign: 100 % }, arrivals: { closed: { clients: ${THREADS} } }, client: { instances: ${THREADS}, retryMode: none } }`,
          ],
          store: `{ kind: cloudhsm-direct, hsms: ${hsms}, hsmType: ${type} }`,
          seconds: 10,
          warmUpSeconds: 1,
        }),
        answers: [
          {
            figure: `throughput of ${THREADS} threads`,
            unit: '/s',
            expected: published[i]!,
            source: SOURCE,
            judged: 'equal',
            read: throughput,
            widest: 0.01,
          },
        ],
      };
    }),
  );
}
