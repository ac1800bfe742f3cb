import type { AvailabilityResult, AvailabilityTerm } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatCount,
  formatDuration,
  formatMs,
  formatNumber,
  formatRoundShare,
} from '../format-number.ts';
import { joinInWords } from '../phrases.ts';

const MS_PER_YEAR = 365.25 * 86_400_000;
const MS_PER_MINUTE = 60_000;

/** What failures cost over years; null where no design has HSMs. */
export function availabilitySection({ result, spotlight }: Reading): Section | null {
  const results = result.availability;
  const first = results.find(({ design }) => design === spotlight?.name) ?? results[0];
  if (first === undefined) return null;
  const blocks: Block[] = [
    { kind: 'prose', paragraphs: [neededInWords(first), agreementsInWords(first)] },
    tableBlock(totalsTable(results)),
    tableBlock(termsTable(results)),
  ];
  return {
    id: 'availability',
    title: 'Availability over years',
    sentence: sentenceOf(first),
    blocks,
    howToRead: [
      'An outage is any time in which fewer HSMs are up than carry the load. “HSMs alone” takes zones to be always up; “HSMs and zones” contains it. “Store as a whole” is what no number of HSMs helps against: operator errors and lost connections. The total adds what is not contained in something else.',
      'How often HSMs, zones and stores fail is published by nobody: all rates are assumed, and failures are taken to be independent of each other. What is not in the table, such as a Region-wide event or an error in software, is not in the figures.',
      '“As simulated” is what the run lost in a fault, times how often such a fault comes. It knows the calls lost before the fault was noticed, and those still served with too few HSMs; the other rows count such time as lost altogether.',
      'Rare outages cannot be waited for: the simulation makes failures frequent and weights them back. The closed form is computed apart from it; “agrees” means that it lies within the simulation’s interval at 99.9 %.',
      'A mean hides the months: one zone failure of two hours in two years is no five minutes a month. Look at events and lengths.',
    ],
  };
}

function sentenceOf({ design, terms }: AvailabilityResult): string {
  const [alone, zones] = [
    terms.find(({ cause }) => cause === 'HSMs alone'),
    terms.find(({ cause }) => cause === 'HSMs and zones'),
  ];
  const ruling = terms
    .filter(({ isSummed }) => isSummed)
    .reduce((most, term) => (shareOf(term) > shareOf(most) ? term : most));
  const parts = [
    ...(alone === undefined
      ? []
      : [`failures of HSMs alone would take ${aYear(alone)} from ${design}`]),
    ...(zones === undefined ? [] : [`with lost zones it is ${aYear(zones)}`]),
    ruling === zones
      ? 'what decides is where the HSMs stand and how many are needed'
      : `most is lost with the ${ruling.cause.replace('store as a whole', 'store as a whole (operator errors, lost connections)')}: ${aYear(ruling)}`,
  ];
  return `On assumed rates, ${parts.join('; ')}.`;
}

/** The closed form where there is one: it has no noise. */
function shareOf({ closedForm, unavailable }: AvailabilityTerm): number {
  return closedForm ?? unavailable.value;
}

function aYear(term: AvailabilityTerm): string {
  return `${lasting(shareOf(term) * MS_PER_YEAR)} a year`;
}

function lasting(ms: number): string {
  if (ms === 0) return 'nothing';
  if (ms < 0.001) return 'less than a microsecond';
  return ms < 1000 ? formatMs(ms) : formatDuration(ms);
}

function neededInWords(own: AvailabilityResult): string {
  const { design, keyStores, hsms, needed, neededBecause } = own;
  const which = keyStores === 1 ? design : `Each of the ${keyStores} key stores of ${design}`;
  const meaning =
    keyStores === 1
      ? ''
      : ' All of this is about the one key store in which a key lives: while its cluster is down, the calls of its keys are lost, and those of the other key stores are not.';
  return `${which} has ${formatCount(hsms)} HSMs, of which ${formatCount(needed)} must be up: ${neededBecause}.${meaning}`;
}

function agreementsInWords({ slas }: AvailabilityResult): string {
  if (slas.length === 0) return 'No service level agreement of AWS speaks of this design.';
  const promised = slas.map(
    ({ name, minutesPerMonth, source }) =>
      `${name} ${lasting(minutesPerMonth * MS_PER_MINUTE)} a month (${source})`,
  );
  return `For comparison, what AWS’s service level agreements allow: ${joinInWords(promised)}. Agreements are thresholds for credits, not forecasts.`;
}

function totalsTable(results: readonly AvailabilityResult[]): Table {
  const hasBudget = results.some(({ errorBudget }) => errorBudget !== null);
  return {
    id: 'availability-totals',
    caption: 'Time lost in the mean of many years',
    columns: columns(
      'Design',
      '#HSMs needed',
      '#Time lost a month',
      '#Availability',
      ...(hasBudget ? ['#Error budget a month', '#Of it used'] : []),
    ),
    rows: results.map((own): readonly Cell[] => {
      const { design, keyStores, hsms, needed, downtimeMinutesPerMonth, unavailableShare } = own;
      return [
        cell(design),
        cell(
          `${formatCount(needed)} of ${formatCount(hsms)}${keyStores === 1 ? '' : ' in each key store'}`,
        ),
        cell(lasting(downtimeMinutesPerMonth * MS_PER_MINUTE)),
        cell(nines(unavailableShare)),
        ...(hasBudget ? budgetCells(own.errorBudget) : []),
      ];
    }),
    isFolded: false,
  };
}

function budgetCells(budget: AvailabilityResult['errorBudget']): readonly Cell[] {
  if (budget === null) return [cell('–'), cell('–')];
  const used = formatRoundShare(budget.usedShare);
  return [
    cell(lasting(budget.minutesPerMonth * MS_PER_MINUTE), budget.expect),
    budget.usedShare > 1 ? { text: `✗ ${used}`, tone: 'bad' } : cell(used),
  ];
}

/** `99.9943 %`: as many nines as there are, and two digits of what is missing. */
function nines(unavailableShare: number): string {
  if (unavailableShare >= 0.1) return `${formatNumber(100 * (1 - unavailableShare))} %`;
  let decimals = 1;
  for (let missing = unavailableShare * 100; missing < 1 && decimals < 12; missing *= 10)
    decimals++;
  return `${(100 - unavailableShare * 100).toFixed(decimals)} %`;
}

function termsTable(results: readonly AvailabilityResult[]): Table {
  return {
    id: 'availability-terms',
    caption: 'The same by cause',
    columns: columns(
      'Design',
      'Cause',
      '#Time lost a year',
      '#Share of time',
      '#Closed form',
      'Agrees',
      '#How often',
      '#How long',
      '~How it was found',
    ),
    rows: results.flatMap(({ design, terms }) =>
      terms.map((term): readonly Cell[] => [
        cell(design),
        cell(term.cause, term.isSummed ? 'in the total' : 'not added to the total'),
        cell(lasting(shareOf(term) * MS_PER_YEAR)),
        cell(power(term.unavailable.value), intervalOf(term)),
        cell(term.closedForm === null ? '–' : power(term.closedForm)),
        agreement(term.holds),
        cell(often(term.eventsPerYear)),
        cell(lasting(term.meanLengthMinutes * MS_PER_MINUTE)),
        cell(term.method),
      ]),
    ),
    isFolded: results.length > 3,
  };
}

function intervalOf({ unavailable: { value, low, high } }: AvailabilityTerm): string | undefined {
  if (low === null || high === null || low === high || value === 0) return undefined;
  return `± ${formatRoundShare((high - low) / 2 / value)} of it`;
}

function agreement(holds: boolean | null): Cell {
  if (holds === null) return cell('–');
  return holds ? { text: '✓ agrees', tone: 'good' } : { text: '✗ differs', tone: 'bad' };
}

function often(eventsPerYear: number): string {
  if (eventsPerYear === 0) return 'never';
  if (eventsPerYear >= 0.95) return `${formatNumber(eventsPerYear)} a year`;
  const years = 1 / eventsPerYear;
  return years < 1e6 ? `once in ${formatNumber(years)} years` : `once in ${power(years)} years`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `4.41 × 10⁻¹⁰`. */
function power(value: number): string {
  if (value === 0) return '0';
  const [digits = '', exponent = '0'] = value.toExponential(2).split('e');
  const raised = exponent
    .replace('-', '⁻')
    .replace('+', '')
    .replace(/\d/g, (digit) => RAISED[Number(digit)]!);
  return `${digits} × 10${raised}`;
}
