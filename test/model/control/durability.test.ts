import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlAction, WorldConfig } from '../../../src/model/index.ts';
import { Outcome } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { cloudHsm, cluster, CONTROL, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';
import { Driven, ofHsms, quiet } from './driven.ts';

const HOUR = 3600 * SECOND;

const createKeys = (count: number): ControlAction => ({ kind: 'CreateKey', workload: 0, count });

/** Keys of a world that are not lost, counted from the material alone: HSMs and READY backups. */
function keysSomewhere({ world: { cluster: hsms, control, registry } }: Driven): number {
  let count = 0;
  for (let key = 0; key < registry.count; key++) {
    const isOnHsm = hsms!.hsms.some(({ vault }) => vault.holds(key));
    const isInBackup = control.clusters.some(({ backups }) =>
      backups.some(({ state, vault }) => state === 'READY' && vault.holds(key)),
    );
    if (isOnHsm || isInBackup) count++;
  }
  return count;
}

describe('keys lost', () => {
  it('are those created, but for those on HSMs and in READY backups, at every control event', () => {
    const driven = new Driven(ofHsms(3));
    let checked = 0;
    driven.onEvent = () => {
      const { keys } = driven.world.durability();
      expect(driven.world.registry.count - keys.lost).toBe(keysSomewhere(driven));
      checked++;
    };
    driven.mustAct(createKeys(3));
    driven.wait(70 * SECOND);
    driven.mustAct(createKeys(2));
    driven.lose(0);
    driven.wait(3 * SECOND);
    driven.lose(1);
    driven.wait(60 * SECOND);
    driven.mustAct(createKeys(1));
    driven.wait(1 * SECOND);
    driven.lose(0, 1, 2);
    driven.wait(60 * SECOND);
    expect(checked).toBeGreaterThan(15);
    // The 2 that HSM 3 had not been told of, and the 1 of a second before the end. The 3 that were
    // synchronised come back with the backup that the first replacement was filled from.
    expect(driven.world.durability().keys).toMatchObject({ lost: 3, readable: 5 });
  });

  it('are none while one HSM that has them lives, whoever else is lost', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(createKeys(5));
    for (const hsm of [0, 1, 0, 1]) {
      driven.lose(hsm);
      // Noticed after 5 s, provisioned in 10 s, rejoined 1 s later.
      driven.wait(17 * SECOND);
    }
    const { keys, audit } = driven.world.durability();
    expect(keys).toMatchObject({ readable: 7, lost: 0 });
    expect(audit.failed).toBe(0);
  });

  it('is the one created a second before both HSMs that had it were lost, the backup being older', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(createKeys(1));
    driven.wait(1 * SECOND);
    driven.lose(0, 1);
    driven.wait(60 * SECOND);
    expect(driven.world.durability().keys).toMatchObject({ readable: 2, lost: 1 });
    expect(driven.world.control.fateOf(2)).toBe('lost');
  });

  it('is also the one whose only backup was not READY when its HSMs were lost', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(createKeys(1));
    driven.mustAct({ kind: 'CreateHsm', cluster: 'main', zone: 0 });
    driven.wait(1 * SECOND - 1);
    driven.lose(0, 1);
    expect(driven.world.control.fateOf(2)).toBe('lost');
    driven.wait(200 * SECOND);
    expect(driven.world.control.fateOf(2)).toBe('lost');
  });

  it('is none with a third HSM once that is synchronised, but the same one before', () => {
    const lostAfter = (waitNs: number) => {
      const driven = new Driven(ofHsms(3));
      driven.mustAct(createKeys(1));
      driven.wait(waitNs);
      driven.lose(0, 1);
      driven.wait(60 * SECOND);
      return driven.world.durability().keys.lost;
    };
    // The run stands at 1 s; the server synchronises at 60 s.
    expect([lostAfter(1 * SECOND), lostAfter(60 * SECOND)]).toEqual([1, 0]);
  });

  it('are the 12 since a backup 20 h old; none after a backup taken since is restored', () => {
    const twentyHours: WorldConfig['control'] = {
      ...CONTROL,
      backup: { ...CONTROL.backup, ageNs: 20 * HOUR },
    };
    const lostAfter = (before: readonly ControlAction[]) => {
      const config = withWorkload(quiet({ control: twentyHours }), {
        keys: 20,
        keysSinceBackup: 12,
      });
      const driven = new Driven(config);
      for (const action of before) {
        driven.mustAct(action);
        driven.wait(20 * SECOND);
      }
      driven.lose(...driven.world.cluster!.hsms.map(({ number }) => number));
      driven.wait(60 * SECOND);
      return driven.world.durability();
    };
    const stale = lostAfter([]);
    expect(stale.keys).toMatchObject({ readable: 8, lost: 12 });
    expect(stale.newestBackupAgeNs).toBe(20 * HOUR + 60 * SECOND);
    // Each key has one ciphertext from before the run.
    expect(stale.audit).toMatchObject({ tried: 20, failed: 12 });
    const fresh = lostAfter([{ kind: 'CreateHsm', cluster: 'main', zone: 0 }]);
    expect(fresh.keys).toMatchObject({ readable: 20, lost: 0 });
    expect(fresh.audit.failed).toBe(0);
  });

  it('are final: nothing that happens later brings one back', () => {
    const actions = fc.array(
      fc.oneof(
        fc.record({ lose: fc.subarray([0, 1, 2]) }),
        fc.record({ create: fc.integer({ min: 1, max: 3 }) }),
        fc.record({ waitNs: fc.integer({ min: 1, max: 70 }).map((s) => s * SECOND) }),
        fc.record({ addHsm: fc.integer({ min: 0, max: 2 }) }),
        fc.record({ away: fc.integer({ min: 0, max: 2 }) }),
      ),
      { minLength: 5, maxLength: 25 },
    );
    fc.assert(
      fc.property(actions, (steps) => {
        const driven = new Driven(ofHsms(3));
        const lost = new Set<number>();
        driven.onEvent = () => {
          for (let key = 0; key < driven.world.registry.count; key++) {
            const isLost = driven.world.control.fateOf(key) === 'lost';
            if (isLost) lost.add(key);
            else if (lost.has(key)) throw new Error(`key ${key} came back from nowhere`);
          }
        };
        for (const step of steps) {
          if ('lose' in step) driven.lose(...step.lose);
          else if ('create' in step) driven.act(createKeys(step.create));
          else if ('waitNs' in step) driven.wait(step.waitNs);
          else if ('addHsm' in step) {
            driven.act({ kind: 'CreateHsm', cluster: 'main', zone: step.addHsm });
          } else {
            driven.world.cluster!.failHsm(step.away, 1 * SECOND);
            driven.wait(10 * SECOND);
            driven.world.cluster!.healHsm(step.away);
          }
        }
        driven.wait(200 * SECOND);
        const { keys, ciphertexts, audit } = driven.world.durability();
        expect(keys.lost).toBe(lost.size);
        expect(keys.lost + keys.readable + keys.waiting).toBe(driven.world.registry.count);
        expect(audit.failed).toBe(ciphertexts.lost);
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});

describe('ciphertexts lost', () => {
  /** 2 keys since the backup, both HSMs lost for good at 6 s, everything really encrypted. */
  const lossy = (overrides: Partial<WorldConfig> = {}) =>
    withWorkload(
      world({
        durationNs: 40 * SECOND,
        faults: [
          { name: 'all', kind: 'all-hsms-down', atNs: 6 * SECOND, forNs: null, drawn: null },
        ],
        ...overrides,
      }),
      { keys: 4, keysSinceBackup: 2, arrivals: { kind: 'poisson', ratePerSecond: 40 } },
    );

  it('are as many as decrypts really fail in the audit, and their calls fail too', () => {
    const { world: ran, watcher } = watch(lossy());
    const { keys, ciphertexts, audit } = ran.durability();
    expect(keys).toMatchObject({ readable: 2, lost: 2 });
    // A quarter of 40 calls a second for 6 s makes a ciphertext under each key.
    expect(ciphertexts.lost).toBeGreaterThan(60);
    expect(audit.failed).toBe(ciphertexts.lost);
    expect(audit.failedKeys).toEqual([2, 3]);
    // Replaced from the backup 16 s later: half of the keys serve again.
    const late = watcher.ended.filter(({ dueNs }) => dueNs > 24 * SECOND);
    const failed = late.filter(({ outcome }) => outcome !== Outcome.success);
    expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(
      new Set([Outcome.keyMaterialAbsent]),
    );
    expect(failed.length / late.length).toBeGreaterThan(0.4);
    expect(failed.length / late.length).toBeLessThan(0.6);
  });

  it('are none when a backup was taken after the keys were made and is what is restored', () => {
    const { world: ran, watcher } = watch(
      lossy({
        timeline: [
          {
            name: 'spare',
            atNs: 2 * SECOND,
            delayNs: 0,
            action: { kind: 'CreateHsm', cluster: 'main', zone: 0 },
          },
        ],
      }),
    );
    const { keys, ciphertexts, audit } = ran.durability();
    expect(keys).toMatchObject({ readable: 4, lost: 0 });
    expect([ciphertexts.lost, audit.failed]).toEqual([0, 0]);
    expect(audit.tried).toBeGreaterThan(500);
    const late = watcher.ended.filter(({ dueNs }) => dueNs > 30 * SECOND);
    expect(late.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('come back with a new cluster once the key store is moved to it and connected', () => {
    // AWS's own replacement comes too late; the operator acts 2 s after the loss.
    const store = cloudHsm({ cluster: cluster({ replaceDetectNs: 600 * SECOND }) });
    const action = (step: ControlAction, atNs: number | null = null) =>
      ({ name: step.kind, atNs, delayNs: 0, action: step }) as const;
    const { world: ran, watcher } = watch(
      lossy({
        store,
        durationNs: 60 * SECOND,
        timeline: [
          action(
            { kind: 'RestoreCluster', cluster: 'again', from: 'main', hsms: 2, backup: 'newest' },
            8 * SECOND,
          ),
          action({ kind: 'DisconnectCustomKeyStore' }),
          action({
            kind: 'UpdateCustomKeyStore',
            cluster: 'again',
            passwordIsNew: false,
            newName: null,
          }),
          action({ kind: 'ConnectCustomKeyStore' }),
        ],
      }),
    );
    // Create 5 s, provisioning 10 s, rejoin 1 s, disconnect 1 s, connect 10 s.
    const connected = watcher.control.filter(
      ({ detail }) => detail === 'The key store is CONNECTED.',
    );
    expect(connected.map(({ atNs }) => atNs / SECOND)).toEqual([35]);
    const { keys, ciphertexts, audit } = ran.durability();
    expect(keys).toMatchObject({ readable: 2, lost: 2 });
    expect(audit.failed).toBe(ciphertexts.lost);
    const late = watcher.ended.filter(({ dueNs }) => dueNs > 35 * SECOND);
    const served = late.filter(({ outcome }) => outcome === Outcome.success);
    expect(served.length / late.length).toBeGreaterThan(0.4);
    expect(served.length / late.length).toBeLessThan(0.6);
  });

  it('wait while all HSMs are out of reach, and an audit then finds none of them open', () => {
    const driven = new Driven(ofHsms(2));
    driven.world.cluster!.failHsm(0, 1 * SECOND);
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.mustAct({ kind: 'AuditCiphertexts' });
    expect(driven.details('AuditCiphertexts')).toEqual([
      'Of 2 kept, 2 ciphertexts under 2 keys cannot be decrypted now.',
    ]);
    const { keys, ciphertexts } = driven.world.durability();
    expect([keys.waiting, keys.lost, ciphertexts.waiting]).toEqual([2, 0, 2]);
    driven.world.cluster!.healHsm(0);
    driven.mustAct({ kind: 'AuditCiphertexts' });
    expect(driven.details('AuditCiphertexts')[1]).toBe(
      'Of 2 kept, 0 ciphertexts under 0 keys cannot be decrypted now.',
    );
  });

  it('wait while the key store is not connected', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    expect(driven.world.durability().keys).toMatchObject({ waiting: 2, readable: 0 });
  });
});

describe('the time on fewer than two HSMs', () => {
  it('of one HSM is the whole run, for each key', () => {
    const driven = new Driven(ofHsms(1, 1));
    driven.wait(99 * SECOND);
    const { underTwoHsms } = driven.world.durability();
    expect(underTwoHsms).toEqual({ longestNs: 100 * SECOND, totalNs: 200 * SECOND });
  });

  it('after a loss is that until the replacement is filled', () => {
    const driven = new Driven(ofHsms(2));
    driven.lose(0);
    driven.wait(600 * SECOND);
    const { underTwoHsms } = driven.world.durability();
    expect(underTwoHsms).toEqual({ longestNs: 15 * SECOND, totalNs: 30 * SECOND });
  });

  it('ends with a key that is lost: it does not exist any more', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(createKeys(1));
    driven.lose(0, 1);
    driven.wait(600 * SECOND);
    // The two of the backup are nowhere else for 15 s; the third is nowhere at all.
    const { underTwoHsms } = driven.world.durability();
    expect(underTwoHsms).toEqual({ longestNs: 15 * SECOND, totalNs: 30 * SECOND });
  });

  it('is nothing where nothing happens, and nothing in a standard key store', () => {
    for (const config of [ofHsms(2), quiet({ store: STANDARD })]) {
      const driven = new Driven(config);
      driven.wait(600 * SECOND);
      const { underTwoHsms, keys } = driven.world.durability();
      expect(underTwoHsms).toEqual({ longestNs: 0, totalNs: 0 });
      expect(keys.readable).toBe(2);
    }
  });
});
