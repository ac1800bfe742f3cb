import {
  isUnmeasured,
  type Estimate,
  type ObjectiveResult,
  type PointResult,
} from '../../plan/index.ts';
import { calmLatency, hasFaults } from '../calm.ts';
import {
  busiestStation,
  kindInShort,
  loadInWords,
  type DesignView,
  type Reading,
} from '../designs.ts';
import {
  cell,
  columns,
  tableBlock,
  type Block,
  type Cell,
  type KeyNumber,
  type Section,
  type Table,
  type Tone,
} from '../document.ts';
import {
  formatCount,
  formatMeasured,
  formatPerSecond,
  formatRoundShare,
  formatShare,
  formatUsd,
  splitEstimate,
} from '../format-number.ts';
import { roomInWords } from '../phrases.ts';
import { candidateNamed, conditionInWords, planOf } from '../plan-words.ts';
import { topologyBlocks } from './topology-figure.ts';
import { spreadInWords } from '../spread-in-words.ts';
import {
  designCell,
  latencyCell,
  noLatency,
  percentile,
  shareCell,
  successCell,
} from './estimates.ts';

/** The answer: sentence, four numbers, objectives, and all designs side by side. */
export function verdictSection(reading: Reading): Section {
  const { result, spotlight } = reading;
  const blocks: Block[] = [];
  const caveats = [result.sensitivitySummary?.sentence, spreadInWords(result)?.short].filter(
    (sentence) => sentence !== undefined,
  );
  if (caveats.length > 0) blocks.push({ kind: 'prose', paragraphs: caveats });
  if (spotlight) {
    blocks.push({
      kind: 'numbers',
      caption: `${spotlight.name} at ${loadInWords(reading.referenceLoad)}`,
      numbers: fourNumbers(spotlight),
    });
  }
  if (spotlight && spotlight.objectives.length > 0) {
    blocks.push(tableBlock(objectivesTable(spotlight)));
  }
  blocks.push(...comparisonBlocks(reading), ...topologyBlocks(reading));
  return {
    id: 'verdict',
    title: 'Verdict',
    sentence: result.verdict.sentence,
    blocks,
    howToRead: howToCompare(reading),
  };
}

/** All designs side by side, and every rule for each of them. */
export function comparisonBlocks(reading: Reading): readonly Block[] {
  const hasRules = reading.result.objectives.length > 0 && reading.designs.length > 1;
  return [
    ...(reading.designs.length > 0 ? [tableBlock(comparisonTable(reading))] : []),
    ...(hasRules ? [tableBlock(objectivesByDesign(reading))] : []),
  ];
}

/** What somebody who reads these tables for the first time must know. */
export function howToCompare(reading: Reading): readonly string[] {
  const { run } = reading.result;
  return [
    '✓ the rule is met, ✗ it is missed, ? the simulation cannot tell yet: the rule’s limit lies inside the interval.',
    `A value such as 31.8 ± 0.9 ms is an estimate with its ${formatRoundShare(run.confidence)} interval. The interval covers the chance in the simulation, not doubt about the inputs: those are listed under “What was asked and assumed”.`,
    'Added p99 is what waiting, limits and retries add for the slowest one in a hundred calls, compared with the same store without load.',
    ...(reading.designs.some(({ atReference }) => hasFaults(atReference))
      ? [
          'p50, p99 and added p99 are those of calls due before the first fault; success, throttling and the busiest HSM cover the whole run, faults included.',
        ]
      : []),
    ...(reading.designs.some((design) => !design.isEligible)
      ? [
          'A design that the scenario’s requirement rules out is shown for comparison only; the verdict never names it.',
        ]
      : []),
  ];
}

function fourNumbers(design: DesignView): readonly KeyNumber[] {
  const point = design.atReference;
  const busiest = busiestStation(point);
  const { latencyMs } = calmLatency(point);
  const p99 = percentile(latencyMs, 'p99');
  const isUnstable = latencyMs.growthPerSecond !== null;
  const bound = latencyMs.tailIsLowerBound ? '≥ ' : '';
  // A run may have more seconds than a call takes arguments.
  const peak = point.windows.offeredPerSecond.reduce((most, rate) => Math.max(most, rate), 0);
  return [
    {
      label: 'Calls offered',
      value: formatPerSecond(point.offeredPerSecond.value),
      detail:
        peak > 0 ? `busiest second ${formatPerSecond(peak)}` : `at ${loadInWords(point.load)}`,
    },
    {
      label: '99 of 100 calls end within',
      value: p99 ? `${bound}${splitEstimate(p99, 'ms').value}` : isUnstable ? 'unstable' : '–',
      detail: p99
        ? `${hasFaults(point) ? 'before the fault, ' : ''}${intervalInWords(p99)}`
        : isUnstable
          ? `calls in flight ${noLatency(latencyMs).replace('grows', 'grow')}`
          : noLatency(latencyMs),
    },
    {
      label: `Busiest ${design.kind === 'external' ? 'proxy' : 'HSM'} at work`,
      value: busiest ? formatShare(Number(busiest.share.value.toPrecision(3))) : 'no HSMs of yours',
      detail: busiest
        ? `${busiest.name} of ${formatCount(Object.keys(point.stations).length)}`
        : 'AWS runs and scales them',
    },
    {
      label: 'Cost a month',
      value: formatUsd(point.cost.monthUsd),
      detail: `${formatUsd(point.cost.perMillionCallsUsd)} per million calls`,
    },
  ];
}

function intervalInWords(estimate: Estimate): string {
  const { interval } = splitEstimate(estimate, 'ms');
  return interval === null
    ? 'one replication, no interval'
    : `${interval} (${formatRoundShare(estimate.level)} interval)`;
}

const SIGNS: Readonly<Record<ObjectiveResult['verdict'], readonly [string, Tone]>> = {
  met: ['✓ met', 'good'],
  missed: ['✗ missed', 'bad'],
  undecided: ['? not decided', 'open'],
};

/** Verdict of one objective as sign and word. */
function verdictCell(objective: ObjectiveResult): Cell {
  const [text, tone] = SIGNS[objective.verdict];
  const { replicationsToDecide } = objective;
  return replicationsToDecide === null
    ? { text, tone }
    : {
        text,
        tone,
        detail: `about ${formatCount(replicationsToDecide)} replications would decide it`,
      };
}

/** `20 % to spare`, `5 % beyond`; `–` where there is no figure. */
export function marginInWords({ margin, measured }: ObjectiveResult): string {
  return isUnmeasured(measured) ? '–' : roomInWords(margin);
}

function objectivesTable(design: DesignView): Table {
  return {
    id: 'objectives',
    caption: `Objectives for ${design.name}`,
    columns: columns('Rule', 'Verdict', '#Measured', '#Margin', 'If missed'),
    rows: design.objectives.map((objective) => [
      cell(objective.expect),
      verdictCell(objective),
      cell(formatMeasured(objective.measured, objective.unit)),
      cell(marginInWords(objective)),
      cell(objective.level === 'fail' ? 'the design fails' : 'a warning'),
    ]),
    isFolded: false,
  };
}

/** In which condition of a plan a design first fails; null where it does not, or nobody planned. */
function downfallOf({ name }: DesignView, { result }: Reading): string | null {
  const plan = planOf(result);
  const conditions = plan === null ? [] : (candidateNamed(plan, name)?.conditions ?? []);
  const failed = conditions.find(({ verdict }) => verdict === 'missed');
  return failed === undefined ? null : conditionInWords(failed);
}

function overallCell(design: DesignView, downfall: string | null): Cell {
  if (!design.isEligible) return { text: '– ruled out', detail: 'by the requirement' };
  const binding = design.objectives.filter((objective) => objective.level === 'fail');
  if (binding.length === 0) return cell('–');
  const missed = binding.filter((objective) => objective.verdict === 'missed').length;
  const open = binding.filter((objective) => objective.verdict === 'undecided').length;
  if (missed > 0) {
    return {
      text: '✗ fails',
      detail: `${formatCount(missed)} of ${formatCount(binding.length)} missed`,
      tone: 'bad',
    };
  }
  if (downfall !== null) return { text: '✗ fails', detail: downfall, tone: 'bad' };
  return open > 0 ? { text: '? open', tone: 'open' } : { text: '✓ meets', tone: 'good' };
}

function comparisonTable(reading: Reading): Table {
  const hasObjectives = reading.result.objectives.length > 0;
  const judged = (design: DesignView): readonly Cell[] =>
    hasObjectives || !design.isEligible ? [overallCell(design, downfallOf(design, reading))] : [];
  const hasVerdicts = hasObjectives || reading.designs.some((design) => !design.isEligible);
  const isFaulty = reading.designs.some(({ atReference }) => hasFaults(atReference));
  return {
    id: 'comparison',
    caption: `All designs at ${loadInWords(reading.referenceLoad)}`,
    columns: columns(
      'Design',
      ...(hasVerdicts ? ['Verdict'] : []),
      '#$/month',
      '#Success',
      '#Throttled',
      '#p50',
      '#p99',
      '#Added p99',
      ...(isFaulty ? ['#p99 in faults'] : []),
      reading.designs.some(({ kind }) => kind === 'external')
        ? '#Busiest HSM or proxy'
        : '#Busiest HSM',
    ),
    rows: reading.designs.map((design) => {
      const point = design.atReference;
      const busiest = busiestStation(point);
      const verdict = judged(design);
      return [
        {
          ...designCell(design.name, point),
          detail: [kindInShort(design.kind), designCell('', point).detail ?? '']
            .filter((part) => part !== '')
            .join(' · '),
        },
        ...(hasVerdicts ? (verdict.length > 0 ? verdict : [cell('–')]) : []),
        cell(formatUsd(point.cost.monthUsd)),
        successCell(point),
        shareCell(point.throttledShare),
        latencyCell(calmLatency(point).latencyMs, 'p50'),
        latencyCell(calmLatency(point).latencyMs, 'p99'),
        latencyCell(calmLatency(point).addedLatencyMs, 'p99'),
        ...(isFaulty ? [faultCell(point)] : []),
        busiest ? shareCell(busiest.share) : cell('–'),
      ];
    }),
    isFolded: false,
  };
}

/** p99 of the calls due between the first fault and the last recovery. */
function faultCell(point: PointResult): Cell {
  const faults = point.phases['faults'];
  return faults === undefined ? cell('–') : latencyCell(faults.latencyMs, 'p99');
}

function objectivesByDesign(reading: Reading): Table {
  const rules = [...new Set(reading.result.objectives.map((objective) => objective.expect))];
  return {
    id: 'objectives-by-design',
    caption: 'Every rule for every design',
    columns: columns('Design', ...rules),
    rows: reading.designs.map((design) => [
      cell(design.name),
      ...rules.map((rule): Cell => {
        const objective = design.objectives.find((each) => each.expect === rule);
        if (!objective) return cell('does not apply');
        const sign = verdictCell(objective);
        return {
          ...sign,
          text: `${sign.text.charAt(0)} ${formatMeasured(objective.measured, objective.unit)}`,
          detail: marginInWords(objective),
        };
      }),
    ]),
    isFolded: true,
  };
}
