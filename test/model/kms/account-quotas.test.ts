import { describe, expect, it } from 'vitest';
import { operationCode, type OperationName } from '../../../src/model/index.ts';
import { AccountQuotas } from '../../../src/model/kms/account-quotas.ts';
import { account, world } from '../worlds.ts';

const LIMIT = (ratePerSecond: number) => ({ kind: 'fixed-window', ratePerSecond }) as const;
const [workload] = world().workloads;

/** How many of 1,000 requests at one instant a workload gets through. */
function admitted(quotas: AccountQuotas, caller: number, operation: OperationName): number {
  let count = 0;
  for (let i = 0; i < 1000; i++) {
    if (quotas.admit(caller, operationCode(operation), 0)) count++;
  }
  return count;
}

describe('account quotas', () => {
  it('count operations of one class together, and classes apart', () => {
    const rsa = { ...workload!, keySpec: 'RSA_2048' as const };
    const accounts = [account(100, { rsa: LIMIT(30) })];
    const quotas = new AccountQuotas(accounts, [workload!, rsa], 0);
    expect(admitted(quotas, 0, 'Encrypt')).toBe(100);
    expect(admitted(quotas, 0, 'GenerateDataKey')).toBe(0);
    expect(admitted(quotas, 1, 'Sign')).toBe(30);
    expect(admitted(quotas, 1, 'Verify')).toBe(0);
  });

  it('do not limit a class that is not named', () => {
    const quotas = new AccountQuotas([account(100)], [workload!], 0);
    expect(admitted(quotas, 0, 'CreateGrant')).toBe(1000);
  });

  it("charge the caller's account", () => {
    const accounts = [account(100), { ...account(10), name: 'other' }];
    const quotas = new AccountQuotas(accounts, [workload!, { ...workload!, account: 1 }], 0);
    expect(admitted(quotas, 1, 'Decrypt')).toBe(10);
    expect(admitted(quotas, 0, 'Decrypt')).toBe(100);
  });

  it('are lowered for the account that owns the keys alone', () => {
    const accounts = [account(100), { ...account(100), name: 'other' }];
    const quotas = new AccountQuotas(accounts, [workload!, { ...workload!, account: 1 }], 0);
    quotas.lower(7, -1);
    expect(admitted(quotas, 0, 'Decrypt')).toBe(7);
    expect(admitted(quotas, 1, 'Decrypt')).toBe(100);
  });
});
