import { fromUsd, type Price, type PriceBook, type RequestClass } from '../cost/index.ts';
import { factNames, findFact } from '../facts/index.ts';
import type { PricingRules } from '../plan/index.ts';
import { settle, type DesignContext } from './design-context.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { formatMoney, formatNumber, type MoneyPer } from './units.ts';

/** Prices and rules of the bill. A Region without a price of HSMs is a problem where they run. */
export function buildPricing(
  input: ScenarioInput,
  region: string,
  runsHsms: boolean,
  requests: ReadonlySet<RequestClass>,
  context: DesignContext,
): PricingRules {
  const { facts } = context;
  const rules = input.pricing ?? {};
  const price = (
    field: 'keyMonth' | 'requestsPer10k' | 'hsmHour',
    per: MoneyPer,
    unit: string,
    byDefault: () => number,
  ): Price => {
    const fact = `price.${field}`;
    const given = rules[field];
    const path = ['pricing', field];
    if (given !== undefined) settle(context, fact, path, given, formatMoney(given, per));
    const source =
      given === undefined ? facts.trust(fact).source : `set by the ${context.setBy(path)}`;
    return { microUsd: fromUsd(given ?? byDefault()), unit, source, asOf: findFact(fact)!.asOf };
  };
  const perMonth = Object.entries(input.workloads).map(
    ([name, workload]) => [name, workload.perMonth ?? null] as const,
  );
  const hours = rules.hoursPerMonth;
  const published = (fact: string, unit: string): Price => {
    const { source } = facts.trust(fact);
    return { microUsd: fromUsd(facts.number(fact)), unit, source, asOf: findFact(fact)!.asOf };
  };
  const ofClass = (own: RequestClass, fact: string): Price | null =>
    requests.has(own) ? published(fact, '10,000 requests') : null;
  const book: PriceBook = {
    keyMonth: price('keyMonth', 'month', 'key-month', () => facts.number('price.keyMonth')),
    requestsPer10k: price('requestsPer10k', '10,000', '10,000 requests', () =>
      facts.number('price.requestsPer10k'),
    ),
    asymmetricPer10k: ofClass('asymmetric', 'price.asymmetricPer10k'),
    dataKeyPairEccPer10k: ofClass('data-key-pair-ecc', 'price.dataKeyPairEccPer10k'),
    dataKeyPairRsaPer10k: ofClass('data-key-pair-rsa', 'price.dataKeyPairRsaPer10k'),
    hsmHour: runsHsms
      ? price('hsmHour', 'hour', 'HSM-hour', () => hsmHourIn(region, context))
      : null,
    trailCopyPer100k: published('price.cloudTrailExtraCopyPer100k', '100,000 events'),
    freeRequestsPerMonth: rules.freeRequests ?? facts.number('price.freeRequests'),
  };
  return {
    hoursPerMonth:
      hours === undefined
        ? facts.number('price.hoursPerMonth')
        : settle(
            context,
            'price.hoursPerMonth',
            ['pricing', 'hoursPerMonth'],
            hours,
            `${formatNumber(hours)} h`,
          ),
    freeTier: rules.freeTier ?? false,
    book,
    callsPerMonth: Object.fromEntries(perMonth),
  };
}

function hsmHourIn(region: string, { facts, findings }: DesignContext): number {
  const price = facts.entry('price.hsmHour', region);
  if (price !== undefined) return price;
  const known = Object.keys(findFact('price.hsmHour')!.value as object).join(', ');
  findings.add(
    ['region'],
    `is ${region}, for which the price of an HSM is not known`,
    `write pricing: { hsmHour: $1.60/hour } with the price of that Region (known: ${known})`,
  );
  return 0;
}

/** A Region that no fact mentions is most likely a typing error; said, not refused. */
export function isKnownRegion(region: string): boolean {
  return factNames().some((name) => {
    const value = findFact(name)!.value;
    return typeof value === 'object' && value !== null && Object.hasOwn(value, region);
  });
}
