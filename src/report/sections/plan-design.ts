import type { Estimate, PlanCandidate, PlanResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { tableBlock, type Block, type KeyNumber, type Section } from '../document.ts';
import { formatCount, formatShare, formatUsd, splitEstimate } from '../format-number.ts';
import { plural } from '../phrases.ts';
import {
  candidateInWords,
  demandsInWords,
  lastsInWords,
  planOf,
  screenedInWords,
  subjectOf,
} from '../plan-words.ts';
import { spreadInWords } from '../spread-in-words.ts';
import {
  conditionsTable,
  increasesTable,
  nextBestTable,
  screenedTable,
  smallerTable,
} from './plan-tables.ts';

/** The answer of `cksim plan`: what to build, why nothing smaller, what to ask AWS for. */
export function planDesignSection({ result }: Reading): Section | null {
  const plan = planOf(result);
  if (plan === null) return null;
  const subject = subjectOf(plan);
  const lasting = subject === null ? [] : lastsInWords(subject);
  const spread = spreadInWords(result)?.short;
  const paragraphs = [
    ...plan.reasons,
    ...(result.sensitivitySummary === null ? [] : [result.sensitivitySummary.sentence]),
    ...(spread === undefined ? [] : [spread]),
  ];
  const blocks: readonly (Block | null)[] = [
    subject === null
      ? null
      : {
          kind: 'numbers',
          caption: `${subject.name}${plan.chosen === null ? ', which comes nearest' : ''}, as asked`,
          numbers: keyNumbers(subject),
        },
    paragraphs.length === 0 ? null : { kind: 'prose', paragraphs },
    plan.waysOut.length === 0 ? null : { kind: 'prose', paragraphs: waysOutInWords(plan) },
    subject === null ? null : tableBlock(conditionsTable(subject)),
    lasting.length === 0 ? null : { kind: 'prose', paragraphs: lasting },
    plan.increases.length === 0 ? null : tableBlock(increasesTable(plan)),
    plan.smaller.length === 0 ? null : tableBlock(smallerTable(plan)),
    plan.nextBest.length === 0 ? null : tableBlock(nextBestTable(plan)),
    { kind: 'prose', paragraphs: [scopeInWords(plan)] },
    plan.screened.length === 0 ? null : tableBlock(screenedTable(plan)),
  ];
  return {
    id: 'plan',
    title: TITLES[plan.outcome],
    sentence: plan.sentence,
    blocks: blocks.filter((block) => block !== null),
    howToRead: howToRead(plan, subject),
  };
}

const TITLES: Readonly<Record<PlanResult['outcome'], string>> = {
  found: 'The design to build',
  undecided: 'No design is known to do it',
  impossible: 'No design can do it',
};

function waysOutInWords({ waysOut }: PlanResult): readonly string[] {
  return [
    'What would make it possible:',
    ...waysOut.map((way, index) => `${formatCount(index + 1)}. ${way}`),
  ];
}

/** `3 × 3 HSMs`, `5 HSMs`; HSMs of AWS or of somebody else are none to build. */
function countInWords({ hsms, keyStores }: PlanCandidate): string {
  if (hsms === 0) return 'no HSMs';
  const each = plural(hsms, formatCount(hsms), 'HSM');
  return keyStores === 1 ? each : `${formatCount(keyStores)} × ${each}`;
}

function scopeInWords(plan: PlanResult): string {
  return [screenedInWords(plan), demandsInWords(plan)].filter((part) => part !== null).join(' ');
}

function keyNumbers(subject: PlanCandidate): readonly KeyNumber[] {
  const [asAsked] = subject.conditions;
  return [
    { label: 'To build', value: countInWords(subject), detail: candidateInWords(subject) },
    ...(asAsked === undefined
      ? []
      : [
          {
            label: '99 of 100 calls end within',
            value: asAsked.p99Ms === null ? 'no latency' : splitEstimate(asAsked.p99Ms, 'ms').value,
            detail:
              asAsked.p99AddedMs === null
                ? 'calls pile up or all fail'
                : `${withInterval(asAsked.p99Ms)}; added p99 ${splitEstimate(asAsked.p99AddedMs, 'ms').value}`,
          },
          {
            label: 'Calls that succeed',
            value: formatShare(asAsked.successShare.value),
            detail: withInterval(asAsked.successShare, '%'),
          },
          {
            label: 'Busiest HSM at work',
            value:
              asAsked.busiestShare === null
                ? 'no HSMs of yours'
                : formatShare(Number(asAsked.busiestShare.value.toPrecision(3))),
            detail:
              asAsked.busiestShare === null
                ? 'AWS runs and scales them'
                : withInterval(asAsked.busiestShare, '%'),
          },
        ]),
    { label: 'Cost a month', value: formatUsd(subject.monthUsd), detail: 'at list prices' },
  ];
}

function withInterval(estimate: Estimate | null, unit: 'ms' | '%' = 'ms'): string {
  if (estimate === null) return '';
  return splitEstimate(estimate, unit).interval ?? 'the same in every replication';
}

function howToRead(plan: PlanResult, subject: PlanCandidate | null): readonly string[] {
  return [
    'The planner looks for the cheapest design that meets every objective, and meets it with one HSM down and with one zone down as well, unless the scenario asks for less. What is down stays down for all of the simulated time, and is judged from when the loss has been noticed on. Rules about the scenario’s own faults, about recovery and about the bill are judged as asked only (–).',
    ...(subject === null
      ? []
      : [
          '✓ the rule is met, ✗ it is missed, ? the simulation cannot tell yet. The second line says how far the value is from its limit.',
          'Added latency is what waiting, limits and retries add, compared with the same store without load. Intervals cover the chance in the simulation, not doubt about the inputs.',
        ]),
    ...(plan.smaller.length > 0
      ? [
          'Proof from both sides: the chosen design meets the objectives, and each next smaller one fails, by simulation or by arithmetic, for the reason given.',
        ]
      : []),
    'Designs are ruled out without a simulation only where arithmetic leaves no doubt: more calls than a limit lets through, or more than the HSMs that are left can serve.',
  ];
}
