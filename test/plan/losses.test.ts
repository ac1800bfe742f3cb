import { describe, expect, it } from 'vitest';
import { compare, runInProcess, runOnce } from '../../src/plan/index.ts';
import { checkPoint } from '../../src/plan/checks.ts';
import { CONTROL, cloudHsm, SECOND, withWorkload, world } from '../model/worlds.ts';
import { design, study } from './studies.ts';

/** Three keys made since the newest backup, and then all HSMs gone for good. */
const LOST = withWorkload(
  world({
    durationNs: 30 * SECOND,
    store: cloudHsm(),
    control: { ...CONTROL, keySyncNs: 5 * SECOND },
    faults: [{ name: 'loss', kind: 'all-hsms-down', atNs: 4 * SECOND, forNs: null, drawn: null }],
    crypto: { mode: 'every', sampleOneIn: 1 },
  }),
  { keys: 5, keysSinceBackup: 3, arrivals: { kind: 'constant', ratePerSecond: 20 } },
);

const answer = () =>
  compare(
    study({ designs: [design('cks', LOST)], objectives: [] }),
    runInProcess,
    () => {},
    '0.0.0',
  );

describe('keys that were in no backup', () => {
  it('are lost with all HSMs, and as many decrypts really fail as ciphertexts are lost', async () => {
    const { stores, checks } = await answer();
    const { durability, crypto } = stores[0]!.points[0]!;
    expect(durability.keys.lost).toBe(3);
    expect(durability.ciphertexts.lost).toBeGreaterThan(3);
    expect(durability.failed).toBe(durability.ciphertexts.lost);
    expect(durability.keysFailed).toBe(3);
    expect([crypto.keysLost, crypto.ciphertextsLost]).toEqual([3, durability.ciphertexts.lost]);
    const [check] = checks.filter(({ name }) => name.includes('really do not open'));
    expect(check).toMatchObject({ holds: true, rule: 'exact' });
  });

  it('tell a bookkeeping that disagrees with the cryptography from one that agrees', () => {
    const run = runOnce({ config: LOST, seed: 'a' });
    const { durability } = run;
    const audit = { ...durability.audit, failed: durability.audit.failed + 1 };
    const wrong = { ...run, durability: { ...durability, audit } };
    const names = (of: typeof run) =>
      checkPoint(design('cks', LOST), 1, [of]).flatMap(({ name, holds }) => (holds ? [] : [name]));
    expect(names(run)).toEqual([]);
    expect(names(wrong)).toEqual(['ciphertexts lost or deleted are those that really do not open']);
  });
});

it('the control plane’s events of the first replication are in the result', async () => {
  const { controlEvents } = (await answer()).stores[0]!.points[0]!;
  const loss = controlEvents.find(({ action }) => action === 'HsmLost');
  // At 4 s of the run, of which the first was warm-up.
  expect(loss).toMatchObject({ atMs: 3000 });
});
