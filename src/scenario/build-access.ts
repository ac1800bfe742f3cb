import {
  OPERATIONS,
  type AccessConfig,
  type KeyPolicyStatement,
  type OperationName,
  type WorkloadConfig,
} from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import type { ScenarioInput, WorkloadInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { suggest } from './suggestions.ts';

/** The account that owns the keys, and whose quota is charged where a workload names none. */
const MAIN = 'main';

/** Names of the accounts, the one that owns the keys first. */
export function accountNamesOf({ accounts, workloads }: ScenarioInput): readonly string[] {
  const used = Object.values(workloads).flatMap(({ account }) => account ?? []);
  return [...new Set([MAIN, ...Object.keys(accounts ?? {}), ...used])];
}

/** Who may use whose keys, and the accounts by position. */
export function buildAccess(
  input: ScenarioInput,
  workloads: readonly WorkloadConfig[],
  context: DesignContext,
): { readonly access: AccessConfig; readonly accountNames: readonly string[] } {
  const names = workloads.map(({ name }) => name);
  const inputs = names.map((name) => input.workloads[name]!);
  const position = (written: string, path: Path): number => {
    const found = names.indexOf(written);
    if (found < 0) {
      context.findings.add(path, `names no workload: ${written}`, suggest(written, names));
    }
    return found;
  };
  inputs.forEach((workload, index) => checkAccount(names[index]!, workload, input, context));
  const usesKeysOf = inputs.map(({ usesKeysOf: owner }, index) =>
    owner === undefined ? index : position(owner, ['workloads', names[index]!, 'usesKeysOf']),
  );
  inputs.forEach((workload, index) => checkOwner(workload, index, names, inputs, context));
  const policies = inputs.flatMap(({ keyPolicy }, keysOf) =>
    keyPolicy === undefined
      ? []
      : [
          {
            keysOf,
            statements: keyPolicy.map((statement, number) =>
              statementOf(statement, ['workloads', names[keysOf]!, 'keyPolicy', number], position),
            ),
          },
        ],
  );
  const grants = inputs.flatMap((workload, keysOf) =>
    (workload.grants ?? []).map(({ to, operations }, number) => ({
      keysOf,
      grantee: position(to, ['workloads', names[keysOf]!, 'grants', number, 'to']),
      operations: operations ?? OPERATIONS,
    })),
  );
  const iamDenied = inputs.flatMap(({ iam }, index) => (iam === 'deny' ? [index] : []));
  const access = { policies, iamDenied, grants, usesKeysOf };
  return { access, accountNames: accountNamesOf(input) };
}

type StatementInput = NonNullable<WorkloadInput['keyPolicy']>[number];

function statementOf(
  { allow, deny, to }: StatementInput,
  path: Path,
  position: (written: string, path: Path) => number,
): KeyPolicyStatement {
  const operations: readonly OperationName[] | 'all' = (allow ?? deny)!;
  return {
    effect: allow === undefined ? 'Deny' : 'Allow',
    principals:
      to === undefined || to === 'everybody'
        ? null
        : to.map((name, number) => position(name, [...path, 'to', number])),
    operations: operations === 'all' ? null : operations,
  };
}

/** Where accounts are listed, a name that is not among them is a typing error. */
function checkAccount(
  name: string,
  { account }: WorkloadInput,
  { accounts }: ScenarioInput,
  { findings }: DesignContext,
): void {
  if (account === undefined || account === MAIN || accounts === undefined) return;
  if (Object.hasOwn(accounts, account)) return;
  findings.add(
    ['workloads', name, 'account'],
    `names no account: ${account}`,
    suggest(account, [MAIN, ...Object.keys(accounts)]),
  );
}

/** Keys are lent once: who uses another's has none to lend, and none to describe. */
function checkOwner(
  { usesKeysOf, keys, keyPolicy, grants }: WorkloadInput,
  index: number,
  names: readonly string[],
  inputs: readonly WorkloadInput[],
  { findings }: DesignContext,
): void {
  if (usesKeysOf === undefined || usesKeysOf === names[index]) return;
  const path = ['workloads', names[index]!];
  const owner = inputs[names.indexOf(usesKeysOf)];
  if (owner?.usesKeysOf !== undefined && owner.usesKeysOf !== usesKeysOf) {
    findings.add(
      [...path, 'usesKeysOf'],
      `names a workload that uses the keys of another itself: ${usesKeysOf}`,
      `write usesKeysOf: ${owner.usesKeysOf}`,
    );
  }
  for (const [field, given] of Object.entries({ keys, keyPolicy, grants })) {
    if (given === undefined) continue;
    findings.add(
      [...path, field],
      `has no meaning beside usesKeysOf: the keys are those of ${usesKeysOf}`,
      `write it on workload ${usesKeysOf}`,
      'key',
    );
  }
}
