import { describe, expect, it } from 'vitest';
import { Outcome, OUTCOMES, USER_OPERATIONS } from '../../../../src/model/index.ts';
import { NOT_RETRIED, retriedAs } from '../../../../src/model/workload/services/user-retries.ts';

const SERVICES = Object.keys(USER_OPERATIONS) as (keyof typeof USER_OPERATIONS)[];

function classOf(service: (typeof SERVICES)[number], outcome: number): string {
  const seen = retriedAs(service, outcome);
  return seen === NOT_RETRIED ? 'never' : OUTCOMES[seen]!.retry;
}

describe('retriedAs', () => {
  it('makes 503 SlowDown of throttling in S3, and 400s that nobody retries in SQS and Kinesis', () => {
    for (const outcome of [
      Outcome.throttledByAccount,
      Outcome.throttledByStore,
      Outcome.throttledByBusyHsms,
    ]) {
      expect(OUTCOMES[retriedAs('s3', outcome)]!.error).toBe('SlowDown');
      expect(classOf('s3', outcome)).toBe('throttling');
      expect(classOf('sqs', outcome)).toBe('never');
      expect(classOf('kinesis', outcome)).toBe('never');
    }
  });

  it('leaves an invalid state a client error everywhere but in Lambda, which answers 502', () => {
    for (const service of SERVICES) {
      expect(classOf(service, Outcome.invalidState)).toBe(
        service === 'lambda' ? 'server' : 'never',
      );
    }
  });

  it('makes a server error of a KMS call that was not answered in time', () => {
    for (const outcome of [Outcome.callTimeout, Outcome.attemptTimeout, Outcome.connectionLost]) {
      expect(classOf('s3', outcome)).toBe('server');
      expect(classOf('dynamodb', outcome)).toBe('server');
    }
  });
});
