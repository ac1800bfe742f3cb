import { describe, expect, it } from 'vitest';
import type { ControlAction, WorldConfig } from '../../../src/model/index.ts';
import { cloudHsm, cluster, CONTROL, SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

function withBackups(
  backup: Partial<WorldConfig['control']['backup']>,
  overrides: Partial<WorldConfig> = {},
): Driven {
  const control = { ...CONTROL, backup: { ...CONTROL.backup, ...backup } };
  return new Driven(quiet({ control, ...overrides }));
}

function states(driven: Driven): string[] {
  return driven.world.control.clusters[0]!.backups.map(({ state }) => state);
}

const createHsm: ControlAction = { kind: 'CreateHsm', cluster: 'main', zone: 0 };
const deletion = (backup: 'newest' | 'oldest'): ControlAction => ({
  kind: 'DeleteBackup',
  cluster: 'main',
  backup,
});

describe('backups', () => {
  it('come one period after the last one, that from before the run included', () => {
    const driven = withBackups({ periodNs: 100 * SECOND, ageNs: 30 * SECOND });
    driven.wait(300 * SECOND);
    const taken = driven.world.control.clusters[0]!.backups.map(({ takenNs }) => takenNs / SECOND);
    // The measured time begins at 1 s.
    expect(taken).toEqual([-29, 71, 171, 271]);
    expect(driven.events.map(({ atNs }) => atNs / SECOND)).toEqual([72, 172, 272]);
  });

  it('are not READY at once, and hold what the HSM held at their beginning', () => {
    const driven = withBackups({ readyNs: 5 * SECOND });
    driven.mustAct(createHsm);
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    expect(states(driven)).toEqual(['READY', 'CREATE_IN_PROGRESS']);
    driven.wait(5 * SECOND);
    expect(states(driven)).toEqual(['READY', 'READY']);
    expect(driven.details('Backup')).toEqual([
      'backup-2 of hsm-1 is READY with 2 keys, because an HSM is added.',
    ]);
  });

  it('are of the lowest-numbered HSM that can be reached, and miss what that has not got yet', () => {
    const driven = withBackups(
      {},
      { store: cloudHsm({ cluster: cluster({ hsms: 3, zones: 2 }) }) },
    );
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    driven.world.cluster!.failHsm(0, 1 * SECOND);
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.mustAct(createHsm);
    driven.wait(1 * SECOND);
    expect(driven.details('Backup')).toEqual([
      'backup-2 of hsm-3 is READY with 2 keys, because an HSM is added.',
    ]);
  });

  it('fail where no HSM can be reached, and where its HSM is lost before they are ready', () => {
    const unreachable = withBackups({ periodNs: 100 * SECOND, ageNs: 90 * SECOND });
    for (const hsm of [0, 1]) unreachable.world.cluster!.failHsm(hsm, 1 * SECOND);
    unreachable.wait(11 * SECOND);
    expect(unreachable.details('Backup')).toEqual(['No ACTIVE HSM can be reached.']);
    const lost = withBackups({ readyNs: 5 * SECOND });
    lost.mustAct(createHsm);
    lost.lose(0);
    lost.wait(5 * SECOND);
    expect(lost.details('Backup')[0]).toBe('hsm-1 was lost before backup-2 was ready.');
    expect(states(lost)[1]).toBe('DELETED');
    // The new HSM is filled from a later one.
    lost.wait(30 * SECOND);
    expect(lost.details('CreateHsm')[1]).toMatch(/^hsm-3 is ACTIVE with 2 keys of backup-[34]\.$/);
  });

  it('go at the end of their retention, but never the last', () => {
    const driven = withBackups({
      periodNs: 10_000 * SECOND,
      retentionNs: 50 * SECOND,
      ageNs: 30 * SECOND,
    });
    driven.wait(100 * SECOND);
    expect(states(driven)).toEqual(['READY']);
    driven.mustAct(createHsm);
    driven.wait(1 * SECOND);
    expect(states(driven)).toEqual(['DELETED', 'READY']);
    driven.wait(100 * SECOND);
    expect(states(driven)).toEqual(['DELETED', 'READY']);
  });

  it('can be deleted, but not the last and not while an HSM is filled from it', () => {
    const driven = withBackups({});
    expect(driven.act(deletion('oldest'))).toBe('CloudHsmInvalidRequestException');
    driven.mustAct(createHsm);
    driven.wait(2 * SECOND);
    expect(driven.act(deletion('newest'))).toBe('CloudHsmInvalidRequestException');
    driven.wait(10 * SECOND);
    expect(driven.act(deletion('newest'))).toBe('ok');
    expect(states(driven)).toEqual(['READY', 'DELETED']);
    expect(driven.act(deletion('oldest'))).toBe('CloudHsmInvalidRequestException');
  });

  it('copied to another Region are not what a cluster of this Region is restored from', () => {
    const driven = withBackups({});
    const copy: ControlAction = {
      kind: 'CopyBackupToRegion',
      cluster: 'main',
      region: 'eu-west-1',
    };
    expect(driven.act(copy)).toBe('started');
    driven.wait(1 * SECOND);
    expect(states(driven)).toEqual(['READY', 'READY']);
    expect(driven.act(deletion('oldest'))).toBe('CloudHsmInvalidRequestException');
  });

  it('of the oldest state forget what was made since', () => {
    const driven = withBackups({});
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    driven.mustAct(createHsm);
    driven.wait(20 * SECOND);
    for (const backup of ['newest', 'oldest'] as const) {
      const name = `from the ${backup}`;
      driven.mustAct({ kind: 'RestoreCluster', cluster: name, from: 'main', hsms: 1, backup });
    }
    driven.wait(20 * SECOND);
    const [, newest, oldest] = driven.world.control.clusters;
    expect(newest!.members[0]!.hsm.vault.keys()).toEqual([0, 1, 2]);
    expect(oldest!.members[0]!.hsm.vault.keys()).toEqual([0, 1]);
  });
});
