import type { PlanCandidate, PlanResult } from '../../plan/index.ts';
import { costByHsms } from '../charts/cost-by-hsms.ts';
import { p99ByHsms } from '../charts/p99-by-hsms.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Section, type Table } from '../document.ts';
import { formatCount, formatUsd } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';
import { chosenOf, planOf, priceDifference } from '../plan-words.ts';
import { estimateCell } from './estimates.ts';
import { addedCell, overallCell } from './plan-cells.ts';
import { addedLimit } from './plan-frontier.ts';

/** The chosen design with fewer and with more HSMs; null where only one number was simulated. */
export function planSizesSection({ result }: Reading): Section | null {
  const plan = planOf(result);
  const chosen = plan === null ? null : chosenOf(plan);
  if (plan === null || chosen === null) return null;
  const family = familyOf(plan, chosen);
  if (family.length < 2) return null;
  const drawn = family.some(({ conditions }) =>
    conditions.some(({ p99AddedMs }) => p99AddedMs !== null),
  );
  const perHsm = pricePerHsm(family, chosen);
  return {
    id: 'plan-sizes',
    title: 'How many HSMs',
    sentence: sentenceOf(family, chosen),
    blocks: [
      ...(drawn
        ? [
            figureBlock({
              id: 'plan-p99-by-hsms',
              caption: `Added p99 of ${familyInWords(chosen)}, by number of HSMs.`,
              description:
                'Lines, one for each condition: added latency at p99 over the number of HSMs of a key store. Hollow points miss an objective.',
              spec: p99ByHsms(family, addedLimit(plan)),
              data: tableOf(family, chosen),
            }),
          ]
        : []),
      figureBlock({
        id: 'plan-cost-by-hsms',
        caption:
          perHsm === null
            ? 'What each number of HSMs costs a month.'
            : `Each HSM more in ${chosen.keyStores === 1 ? 'the key store' : `each of the ${formatCount(chosen.keyStores)} key stores`} costs ${perHsm} a month.`,
        description:
          'A line: US dollars a month over the number of HSMs of a key store. Hollow points are designs that fail.',
        spec: costByHsms(family),
        data: costTable(family, chosen),
      }),
    ],
    howToRead: [
      'Only the number of HSMs differs between these designs: kind, zones, key stores and levers are those of the chosen one. Numbers that are not there were not simulated.',
      'A point is hollow where an objective is missed or open in that condition; a line without a point there means that calls pile up, so that there is no latency.',
    ],
  };
}

/** Designs that differ from the chosen one in nothing but their HSMs, ascending. */
function familyOf({ candidates }: PlanResult, chosen: PlanCandidate): readonly PlanCandidate[] {
  if (chosen.hsms === 0) return [];
  const levers = JSON.stringify(chosen.levers);
  return candidates
    .filter(
      (own) =>
        own.kind === chosen.kind &&
        own.keyStores === chosen.keyStores &&
        own.zones === chosen.zones &&
        JSON.stringify(own.levers) === levers,
    )
    .sort((a, b) => a.hsms - b.hsms);
}

function familyInWords({ keyStores, zones }: PlanCandidate): string {
  return `${plural(keyStores, formatCount(keyStores), 'key store')} in ${plural(zones, formatCount(zones), 'zone')}`;
}

function sentenceOf(family: readonly PlanCandidate[], chosen: PlanCandidate): string {
  const fewer = family.filter(({ hsms }) => hsms < chosen.hsms);
  const more = family.filter(({ hsms }) => hsms > chosen.hsms);
  const failing = fewer.filter(({ verdict }) => verdict !== 'met');
  const parts = [
    `With ${familyInWords(chosen)} it takes ${plural(chosen.hsms, formatCount(chosen.hsms), 'HSM')}${chosen.keyStores > 1 ? ' in each' : ''}`,
    ...(failing.length > 0
      ? [
          `${joinInWords(failing.map(({ hsms }) => formatCount(hsms)))} ${failing.length === 1 ? 'does' : 'do'} not do`,
        ]
      : []),
    ...(more[0] === undefined
      ? []
      : [
          `${formatCount(more[0].hsms)} cost ${priceDifference(more[0].monthUsd - chosen.monthUsd)} a month`,
        ]),
  ];
  return `${parts.join('; ')}.`;
}

/** What an HSM more costs, where the bill grows evenly; null where it does not. */
function pricePerHsm(family: readonly PlanCandidate[], chosen: PlanCandidate): string | null {
  const other =
    family.find(({ hsms }) => hsms === chosen.hsms + 1) ??
    family.find(({ hsms }) => hsms === chosen.hsms - 1);
  if (other === undefined) return null;
  return formatUsd(Math.abs(other.monthUsd - chosen.monthUsd));
}

function tableOf(family: readonly PlanCandidate[], chosen: PlanCandidate): Table {
  return {
    id: 'plan-p99-by-hsms-data',
    caption: 'Added p99 by number of HSMs',
    columns: columns('HSMs', 'Verdict', ...chosen.conditions.map(({ name }) => `#${name}`)),
    rows: family.map((own) => [
      cell(formatCount(own.hsms), own === chosen ? 'chosen' : undefined),
      overallCell(own.verdict),
      ...chosen.conditions.map(({ name }) =>
        addedCell(own.conditions.find((condition) => condition.name === name)),
      ),
    ]),
    isFolded: true,
  };
}

function costTable(family: readonly PlanCandidate[], chosen: PlanCandidate): Table {
  return {
    id: 'plan-cost-by-hsms-data',
    caption: 'Cost and use by number of HSMs',
    columns: columns('HSMs', '#$/month', '#Against the chosen', '#Busiest HSM'),
    rows: family.map((own) => {
      const busiest = own.conditions[0]?.busiestShare ?? null;
      return [
        cell(formatCount(own.hsms), own === chosen ? 'chosen' : undefined),
        cell(formatUsd(own.monthUsd)),
        cell(own === chosen ? '–' : priceDifference(own.monthUsd - chosen.monthUsd)),
        busiest === null ? cell('–') : estimateCell(busiest, '%'),
      ];
    }),
    isFolded: true,
  };
}
