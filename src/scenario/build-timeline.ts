import type { ControlAction, TimelineStep, WorkloadConfig } from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import { ACTION_NAMES, type ActionName } from './schema/timeline.ts';
import type { ScenarioInput, TimelineInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { suggest } from './suggestions.ts';
import { checkClusters, checkOrder, type WrittenStep } from './timeline-checks.ts';
import { formatDuration } from './units.ts';

/** Name of the cluster that a store has from the start. */
const MAIN = 'main';
const DAY_NS = 86_400e9;
const DEFAULT_WINDOW_NS = 30 * DAY_NS;

/** The steps that concern store `storeName`; their times count from the end of the warm-up. */
export function buildTimeline(
  input: ScenarioInput,
  storeName: string,
  workloads: readonly WorkloadConfig[],
  times: { readonly warmUpNs: number; readonly durationNs: number },
  context: DesignContext,
): TimelineStep[] {
  const { findings } = context;
  const written = (input.timeline ?? []).flatMap((step, index): WrittenStep[] => {
    const path: Path = ['timeline', index];
    step.stores?.forEach((store, position) => {
      if (Object.hasOwn(input.stores, store)) return;
      const known = Object.keys(input.stores);
      findings.add(
        [...path, 'stores', position],
        `names no store: ${store}`,
        suggest(store, known),
      );
    });
    if (step.at !== undefined && step.at >= times.durationNs) {
      findings.add(
        [...path, 'at'],
        `lies after the end of the measured time of ${formatDuration(times.durationNs)}`,
        'do it earlier, or make run: { duration: … } longer',
      );
    }
    if (step.at === undefined && step.after === undefined && index === 0) {
      findings.add(path, 'needs at: when it is done', 'write at: 1 min');
    }
    const action = actionOf(step, path, workloads, context);
    if (action === null || (step.stores !== undefined && !step.stores.includes(storeName))) {
      return [];
    }
    return [
      {
        step: {
          name: step.name ?? action.kind,
          atNs: step.at === undefined ? null : times.warmUpNs + step.at,
          delayNs: step.after ?? 0,
          action,
        },
        path,
        clusterPath: (field) => [...path, actionName(step), field],
      },
    ];
  });
  checkOrder(written, times.warmUpNs, findings);
  const { kind } = input.stores[storeName]!;
  if (kind === 'cloudhsm' || kind === 'cloudhsm-direct') checkClusters(written, MAIN, findings);
  return written.map(({ step }) => step);
}

/** What the step does: the schema has seen to it that it is exactly one thing. */
export function actionName(step: TimelineInput): ActionName {
  return ACTION_NAMES.find((name) => step[name] !== undefined)!;
}

/** null where it names a workload that does not exist. */
function actionOf(
  step: TimelineInput,
  path: Path,
  workloads: readonly WorkloadConfig[],
  context: DesignContext,
): ControlAction | null {
  const name = actionName(step);
  const workload = (written: string, field: string): number => {
    const position = workloads.findIndex((each) => each.name === written);
    if (position < 0) {
      const known = workloads.map((each) => each.name);
      context.findings.add(
        [...path, name, field],
        `names no workload: ${written}`,
        suggest(written, known),
      );
    }
    return position;
  };
  return clusterAction(step) ?? storeAction(step) ?? keyAction(step, name, path, workload, context);
}

/** The cluster that a step names, or the store's own. */
function named(given: { readonly cluster?: string | undefined }): string {
  return given.cluster ?? MAIN;
}

function clusterAction(step: TimelineInput): ControlAction | null {
  if (step.createCluster) return { kind: 'CreateCluster', cluster: step.createCluster.cluster };
  if (step.initializeCluster)
    return { kind: 'InitializeCluster', cluster: named(step.initializeCluster) };
  if (step.activateCluster)
    return { kind: 'ActivateCluster', cluster: named(step.activateCluster) };
  if (step.deleteCluster) return { kind: 'DeleteCluster', cluster: named(step.deleteCluster) };
  if (step.createHsm) {
    const zone = (step.createHsm.zone ?? 'a').charCodeAt(0) - 97;
    return { kind: 'CreateHsm', cluster: named(step.createHsm), zone };
  }
  if (step.deleteHsm)
    return { kind: 'DeleteHsm', cluster: named(step.deleteHsm), hsm: step.deleteHsm.hsm - 1 };
  if (step.modifyCluster) return { kind: 'ModifyCluster', cluster: named(step.modifyCluster) };
  if (step.rollbackCluster)
    return { kind: 'RollbackCluster', cluster: named(step.rollbackCluster) };
  if (step.restoreCluster) {
    const { cluster, from, hsms, backup } = step.restoreCluster;
    return {
      kind: 'RestoreCluster',
      cluster,
      from: from ?? MAIN,
      hsms: hsms ?? 2,
      backup: backup ?? 'newest',
    };
  }
  if (step.copyBackupToRegion) {
    const { region } = step.copyBackupToRegion;
    return { kind: 'CopyBackupToRegion', cluster: named(step.copyBackupToRegion), region };
  }
  if (step.deleteBackup) {
    const backup = step.deleteBackup.backup ?? 'newest';
    return { kind: 'DeleteBackup', cluster: named(step.deleteBackup), backup };
  }
  if (step.resetKmsuserPassword)
    return { kind: 'ResetKmsuserPassword', cluster: named(step.resetKmsuserPassword) };
  return null;
}

function storeAction(step: TimelineInput): ControlAction | null {
  if (step.createCustomKeyStore) {
    const { cluster, trustAnchor } = step.createCustomKeyStore;
    return {
      kind: 'CreateCustomKeyStore',
      cluster: cluster ?? MAIN,
      trustAnchor: trustAnchor ?? 'right',
    };
  }
  if (step.connectCustomKeyStore) return { kind: 'ConnectCustomKeyStore' };
  if (step.disconnectCustomKeyStore) return { kind: 'DisconnectCustomKeyStore' };
  if (step.updateCustomKeyStore) {
    const { cluster, password, name } = step.updateCustomKeyStore;
    return {
      kind: 'UpdateCustomKeyStore',
      cluster: cluster ?? null,
      passwordIsNew: password ?? false,
      newName: name ?? null,
    };
  }
  if (step.deleteCustomKeyStore) return { kind: 'DeleteCustomKeyStore' };
  if (step.misconfigure !== undefined) {
    return { kind: 'Misconfigure', what: step.misconfigure === 'none' ? null : step.misconfigure };
  }
  if (step.auditCiphertexts) return { kind: 'AuditCiphertexts' };
  return null;
}

function keyAction(
  step: TimelineInput,
  name: ActionName,
  path: Path,
  workload: (written: string, field: string) => number,
  { findings }: DesignContext,
): ControlAction | null {
  if (step.createKey) {
    const { count } = step.createKey;
    return {
      kind: 'CreateKey',
      workload: workload(step.createKey.workload, 'workload'),
      count: count ?? 1,
    };
  }
  if (step.createGrant) {
    const grantee = workload(step.createGrant.to, 'to');
    return {
      kind: 'CreateGrant',
      workload: workload(step.createGrant.workload, 'workload'),
      grantee,
    };
  }
  if (step.revokeGrant) {
    const grantee = workload(step.revokeGrant.from, 'from');
    return {
      kind: 'RevokeGrant',
      workload: workload(step.revokeGrant.workload, 'workload'),
      grantee,
    };
  }
  const given = step[name] as { readonly workload: string; readonly key?: number };
  const keys = {
    workload: workload(given.workload, 'workload'),
    key: given.key === undefined ? null : given.key - 1,
  };
  if (step.scheduleKeyDeletion) {
    const windowNs = step.scheduleKeyDeletion.window ?? DEFAULT_WINDOW_NS;
    if (windowNs < 7 * DAY_NS || windowNs > 30 * DAY_NS) {
      findings.add([...path, name, 'window'], 'must be from 7 d to 30 d', 'write window: 7 d');
    }
    return { kind: 'ScheduleKeyDeletion', windowNs, ...keys };
  }
  const kind = (name[0]!.toUpperCase() + name.slice(1)) as 'EnableKey';
  return { kind, ...keys };
}
