import type { ServiceKind } from '../../config/service.ts';
import { isThrottled, Outcome, OUTCOMES } from '../../outcomes.ts';

/** The user's client never tries again what ended so. */
export const NOT_RETRIED = -1;

/**
 * As what the user's client of a service sees, and so retries, a KMS call's `outcome`: an outcome of
 * the class of the service's own answer, or NOT_RETRIED (model page, section 3).
 */
export function retriedAs(service: ServiceKind, outcome: number): number {
  // The library runs in the user's process: its exception is KMS's own.
  if (service === 'encryption-sdk') return outcome;
  // Lambda answers 502 with whatever KMS said, which SDKs retry as a transient error.
  if (service === 'lambda') return Outcome.internal;
  if (isThrottled(outcome)) {
    // Their 400s have names of their own (KmsThrottled, KMSThrottlingException), which the SDKs do
    // not count among the throttling errors.
    return service === 'sqs' || service === 'kinesis' ? NOT_RETRIED : Outcome.serviceThrottled;
  }
  // The service was not answered in time: its own server error.
  if (outcome === Outcome.callTimeout || OUTCOMES[outcome]!.retry === 'timeout') {
    return Outcome.internal;
  }
  return OUTCOMES[outcome]!.retry === 'never' ? NOT_RETRIED : outcome;
}
