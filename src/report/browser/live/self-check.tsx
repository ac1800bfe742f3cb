import type { Failure } from './live-session.ts';

/** Enough of a fingerprint to compare it by eye. */
const SHOWN = 16;

/** Whether this browser's engine is the command line's, shown by one run that both made. */
export function SelfCheck({
  fingerprint,
  isSame,
  failure,
}: {
  readonly fingerprint: string;
  readonly isSame: boolean | null;
  readonly failure: Failure | null;
}) {
  if (failure?.isForGood === true) return null;
  const own = <code>{fingerprint.slice(0, SHOWN)}</code>;
  if (isSame === null) {
    return <p class="live-check quiet">Comparing a reference run with the command line’s…</p>;
  }
  return isSame ? (
    <p class="live-check">
      This page gives the same fingerprint of a reference run as the command line: {own}{' '}
      <span class="good">✓</span>
    </p>
  ) : (
    <p class="live-check">
      <span class="bad">✗ This browser does not compute what the command line did</span>: a
      reference run has another fingerprint than {own}. Differences seen here still compare like
      with like; for the review, run the variant with the command line.
    </p>
  );
}
