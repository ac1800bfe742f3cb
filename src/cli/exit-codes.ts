/** Exit codes; `cksim --help` prints them. When several apply: 70 over 2 over 3 over 1. */
export const ExitCode = {
  /** Done, every `fail` objective met by at least one eligible design. */
  ok: 0,
  /** Done, no eligible design meets the objectives. */
  missed: 1,
  /** The question was wrong: bad flag, unreadable or invalid scenario. */
  wrongQuestion: 2,
  /** Stopped early: interrupted, or a bound was hit; partial results are marked. */
  stoppedEarly: 3,
  /** Our bug, a failed self-check included. */
  bug: 70,
  /** A second Ctrl-C, or SIGTERM. */
  killed: 130,
} as const;

const BY_WEIGHT = [ExitCode.bug, ExitCode.wrongQuestion, ExitCode.stoppedEarly, ExitCode.missed];

/** The one exit code of several outcomes. */
export function heaviest(codes: readonly number[]): number {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? ExitCode.ok;
}

export const EXIT_CODE_HELP = `Exit codes:
  0   done; at least one eligible design meets every objective of level fail
  1   done; no eligible design does
  2   the question was wrong: bad flag, unreadable or invalid scenario
  3   stopped early (Ctrl-C, or a bound was hit); partial results are marked
  70  a bug in cksim, a failed self-check included
  130 a second Ctrl-C, or SIGTERM`;
