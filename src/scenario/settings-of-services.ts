import type { ServiceKind } from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import { SERVICE_SETTINGS } from './schema/service.ts';
import { CALL_SETTINGS, SERVICE_PROFILES, serviceOf, type Speech } from './service-profiles.ts';

/** Settings of a client that AWS's own KMS clients inside a service do not take from anybody. */
const APPLICATION_SETTINGS = ['connections', 'onTimeout', 'inDeadZone'] as const;

const OTHER_PLACE: Readonly<Record<string, string>> = {
  instances: '; SDK clients are client: { instances: … }',
};

/** Settings of workload `name` that belong to another service are problems, never passed over. */
export function checkSettings(
  name: string,
  input: WorkloadInput,
  speech: Speech,
  { findings }: DesignContext,
): void {
  const kind = serviceOf(speech);
  const owned = kind === null ? CALL_SETTINGS : SERVICE_PROFILES[kind].settings;
  const limited = [...Object.keys(SERVICE_SETTINGS), ...CALL_SETTINGS].filter(
    (setting) => setting !== 'principals',
  );
  for (const setting of limited) {
    const given = input[setting as keyof WorkloadInput];
    if (given === undefined || owned.includes(setting)) continue;
    findings.add(
      ['workloads', name, setting],
      `has no meaning with service: ${speech}`,
      `it belongs to ${ownersOf(setting).join(', ')}${OTHER_PLACE[setting] ?? ''}`,
      'key',
    );
  }
  if (kind === null || kind === 'encryption-sdk') return;
  for (const setting of APPLICATION_SETTINGS) {
    if (input.client?.[setting] === undefined) continue;
    findings.add(
      ['workloads', name, 'client', setting],
      `has no meaning with service: ${kind}, whose KMS clients are AWS's own`,
      'leave it out',
      'key',
    );
  }
  if (input.client?.retryMode === 'adaptive') {
    findings.add(
      ['workloads', name, 'client', 'retryMode'],
      `cannot be adaptive with service: ${kind}: a limit on sending to ${kind} itself is not simulated`,
      'write retryMode: standard',
    );
  }
}

function ownersOf(setting: string): readonly string[] {
  if (CALL_SETTINGS.includes(setting)) return ['kms', 'pkcs11'];
  return (Object.keys(SERVICE_PROFILES) as ServiceKind[]).filter((kind) =>
    SERVICE_PROFILES[kind].settings.includes(setting),
  );
}
