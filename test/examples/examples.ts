/** A committed report and the command that makes it. */
export interface Example {
  /** Of the file, without `.md`: the scenario's, with the command where it is not `run`. */
  readonly name: string;
  readonly command: 'run' | 'plan';
  readonly flags: readonly string[];
}

/** Only the flagship moves its facts: elsewhere that takes longer than it tells. */
const QUICK = ['--no-sensitivity'];

/** Every shipped scenario, each by the command that its question is for. */
export const EXAMPLES: readonly Example[] = [
  { name: '01-snowybank-s3-lambda', command: 'run', flags: [] },
  { name: '02-dynamodb-1000-items', command: 'run', flags: QUICK },
  { name: '03-cost-4-vs-2308', command: 'run', flags: QUICK },
  { name: '04-az-loss-2-vs-3-hsms', command: 'run', flags: QUICK },
  { name: '05-bucket-keys', command: 'run', flags: QUICK },
  { name: '06-xks-onprem-35ms', command: 'run', flags: QUICK },
  { name: '07-quota-1800', command: 'run', flags: QUICK },
  { name: '08-hsm-loss-no-backup', command: 'run', flags: QUICK },
  { name: '09-disconnected-store', command: 'run', flags: QUICK },
  { name: '10-cloudhsm-only', command: 'run', flags: QUICK },
  { name: '11-retry-storm-failover', command: 'run', flags: QUICK },
  { name: '12-pick-n-for-slo-plan', command: 'plan', flags: [] },
  { name: '13-availability', command: 'run', flags: QUICK },
  { name: '14-pyramid-of-limits-plan', command: 'plan', flags: [] },
];
