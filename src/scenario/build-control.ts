import { findFact } from '../facts/index.ts';
import type { ControlConfig } from '../model/index.ts';
import { hsmTypeOf } from './build-cluster.ts';
import type { DesignContext } from './design-context.ts';
import { actionName } from './build-timeline.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { one } from './schema/section.ts';

/** How long things take in the control plane; noted as assumptions only where something uses them. */
export function buildControl(
  name: string,
  scenario: ScenarioInput,
  context: DesignContext,
): ControlConfig {
  const input = scenario.stores[name]!;
  const cluster = input.kind === 'cloudhsm' || input.kind === 'cloudhsm-direct' ? input : null;
  const isExternal = input.kind === 'external';
  const happens = (scenario.faults ?? []).length > 0 || (scenario.timeline ?? []).length > 0;
  const used = happens && input.kind !== 'standard' ? context.facts : context.facts.unnoted();
  const ofCluster = happens && cluster !== null ? context.facts : context.facts.unnoted();
  const hsmType = cluster === null ? 'hsm2m.medium' : hsmTypeOf(cluster);
  // The other type's is of use only after a migration, and not worth a line in the report.
  const keyLimit = (type: ControlConfig['hsmType']) =>
    (type === hsmType ? ofCluster : context.facts.unnoted()).entry('limit.keysPerCluster', type)!;
  const periodNs = ofCluster.durationNs('backup.period');
  return {
    hsmType,
    maxKeys: {
      'hsm1.medium': keyLimit('hsm1.medium'),
      'hsm2m.medium': keyLimit('hsm2m.medium'),
    },
    maxHsms: Number(findFact('limit.hsmsPerCluster')!.value),
    connectNs: used.durationNs(isExternal ? 'control.connectExternal' : 'control.connectCloudhsm'),
    disconnectNs: used.durationNs(
      isExternal ? 'control.disconnectExternal' : 'control.disconnectCloudhsm',
    ),
    stateChangeVisibleNs: used.durationNs('control.stateChangeVisible'),
    keySyncNs: ofCluster.durationNs('cluster.keySync'),
    backup: {
      periodNs,
      readyNs: ofCluster.durationNs('backup.ready'),
      retentionNs: ofCluster.durationNs('backup.retention'),
      // Nobody knows when in the day AWS takes it: half of the period, unless the scenario says.
      ageNs: (cluster === null ? undefined : one(cluster.lastBackup)) ?? Math.round(periodNs / 2),
    },
    createClusterNs: ofCluster.durationNs('restore.createCluster'),
    passwordResetNs: ofCluster.durationNs('operator.passwordReset'),
    migrationPerHsmNs: ofCluster.durationNs('cloudhsm.migration.perHsm'),
    migrationMostHsms: ofCluster.number('cloudhsm.migration.maxHsms'),
    migrationRollbackNs: ofCluster.durationNs('cloudhsm.migration.rollback'),
    keyDeletionDelayNs: used.durationNs('keyStore.deletionDelayMax'),
    managementQuotas: input.kind === 'cloudhsm-direct' ? {} : managementQuotas(scenario, context),
    provisioningNs: ofCluster.law('hsm.provisioning'),
  };
}

/** Those of the operations that the timeline asks for. */
function managementQuotas(
  { timeline = [] }: ScenarioInput,
  { facts }: DesignContext,
): ControlConfig['managementQuotas'] {
  const asked = new Set(timeline.map((step) => operationOf(actionName(step))));
  return Object.fromEntries(
    [...asked].flatMap((operation) => {
      const perSecond = facts.entry('quota.management', operation);
      return perSecond === undefined ? [] : [[operation, perSecond]];
    }),
  );
}

/** `CreateKey` for `createKey`. */
function operationOf(action: string): string {
  return action[0]!.toUpperCase() + action.slice(1);
}
