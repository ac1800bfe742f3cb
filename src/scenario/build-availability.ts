import { findFact } from '../facts/index.ts';
import { lawMean, scaleLaw, type Law } from '../kernel/index.ts';
import type { AvailabilityInputs, Design, FailureInput, SlaInput } from '../plan/index.ts';
import { chosen, type DesignContext } from './design-context.ts';
import type { FactBook } from './fact-book.ts';
import { describeLaw } from './laws.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { formatLongDuration } from './units.ts';

const NS_PER_SECOND = 1e9;
const DEFAULT_YEARS = 10_000;

type Input = NonNullable<ScenarioInput['availability']>;

/**
 * How often things fail and for how long: what the scenario says, or else the facts. They count as
 * used only where a design has HSMs.
 */
export function buildAvailability(
  input: Input | undefined,
  designs: readonly Design[],
  context: DesignContext,
): AvailabilityInputs {
  const hasHsms = designs.some(({ billing }) => billing.hsms > 0);
  if (input !== undefined && !hasHsms) {
    context.findings.warn('availability: has no effect: no store of this scenario has HSMs.');
  }
  const facts = hasHsms ? context.facts : context.facts.unnoted();
  const own = { ...context, facts };
  return {
    hsm: failure('hsm', 'availability.hsmMtbf', input, own, replacementOf),
    zone: failure('zone', 'availability.zoneMtbf', input, own, factOf('availability.zoneRepair')),
    store: failure(
      'store',
      'availability.storeMtbf',
      input,
      own,
      factOf('availability.storeRepair'),
    ),
    years: input?.years ?? DEFAULT_YEARS,
    needed: input?.needed ?? null,
    hasOneRepairer: input?.oneRepairer ?? false,
    slas: hasHsms ? agreements(facts) : [],
  };
}

/** A law of repair by default, in ns, and the facts that it comes from. */
interface DefaultRepair {
  readonly law: Law;
  readonly facts: readonly string[];
}

function failure(
  name: 'hsm' | 'zone' | 'store',
  mtbfFact: string,
  input: Input | undefined,
  context: DesignContext,
  repairOf: (facts: FactBook) => DefaultRepair,
): FailureInput {
  const given = input?.[name];
  const { facts } = context;
  const path: Path = ['availability', name];
  const mtbfSeconds = chosen(
    context,
    mtbfFact,
    [...path, 'mtbf'],
    given?.mtbf,
    formatLongDuration,
    null,
    () => facts.durationNs(mtbfFact) / NS_PER_SECOND,
  );
  if (!(mtbfSeconds > 0)) context.findings.add(['assume', mtbfFact], 'must be longer than zero');
  const usual = given?.repair === undefined ? repairOf(facts) : null;
  const repair = usual?.law ?? given!.repair!;
  const [only] = usual?.facts ?? [];
  if (!(lawMean(repair) > 0)) {
    const at = only === undefined ? [...path, 'repair'] : ['assume', only];
    context.findings.add(at, 'must be longer than zero on average');
    return { mtbfSeconds: 1, repairSeconds: { kind: 'constant', value: 1 }, source: '' };
  }
  return {
    mtbfSeconds,
    repairSeconds: scaleLaw(repair, 1 / NS_PER_SECOND),
    source: [
      given?.mtbf === undefined ? mtbfFact : 'mtbf of the scenario',
      ...(usual === null ? [`repair of the scenario: ${describeLaw(repair)}`] : usual.facts),
    ].join(', '),
  };
}

/** AWS finds the HSM dead, then provisions another. */
function replacementOf(facts: FactBook): DefaultRepair {
  const law = facts.law('hsm.provisioning');
  const shift = (law.shift ?? 0) + facts.durationNs('replace.detect');
  return { law: { ...law, shift }, facts: ['replace.detect', 'hsm.provisioning'] };
}

function factOf(name: string): (facts: FactBook) => DefaultRepair {
  return (facts) => ({ law: facts.law(name), facts: [name] });
}

/** What AWS promises, by what a design uses. */
function agreements(facts: FactBook): readonly SlaInput[] {
  const promised = (
    fact: string,
    name: string,
    kms: SlaInput['kms'],
    zones: SlaInput['zones'],
  ): SlaInput => ({
    name,
    // Written in per cent; short decimals are what was meant.
    share: Number((facts.number(fact) / 100).toPrecision(12)),
    source: findFact(fact)!.source,
    kms,
    zones,
  });
  return [
    promised('availability.slaKms', 'AWS KMS', 'with', 'either'),
    promised('availability.slaCloudhsmMultiZone', 'CloudHSM in several zones', 'either', 'several'),
    promised('availability.slaCloudhsmSingle', 'CloudHSM, a single HSM', 'either', 'one'),
    promised('availability.slaProduct', 'KMS and CloudHSM multiplied', 'with', 'several'),
  ];
}
