import { isUnmeasured, type Estimate } from '../plan/index.ts';

/**
 * The one place where the report turns numbers into text: three significant digits, commas
 * between thousands, units after a space. Independent of locale and machine.
 */

const NOTHING = '–';

/** Decimals that leave `digits` significant digits of a number; never negative. */
function decimalsFor(value: number, digits: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return 0;
  let magnitude = 0;
  for (let rest = size; rest >= 10; rest /= 10) magnitude += 1;
  for (let rest = size; rest < 1 && magnitude > -12; rest *= 10) magnitude -= 1;
  return Math.max(0, digits - 1 - magnitude);
}

function groupThousands(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function withDecimals(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'unlimited' : NOTHING;
  const text = groupThousands(Math.abs(value).toFixed(Math.min(decimals, 12)));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** Rounds to `digits` significant digits; whole numbers above keep their zeros. */
function significant(value: number, digits: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}

/** `12,300`, `31.8`, `0.0127`: three significant digits. */
export function formatNumber(value: number): string {
  const rounded = significant(value, 3);
  return withDecimals(rounded, decimalsFor(rounded, 3));
}

/** `12,345`: a count, exact. */
export function formatCount(value: number): string {
  return withDecimals(value, 0);
}

/** `31.8 ms`; from ten seconds on `12.5 s`. */
export function formatMs(valueMs: number): string {
  return Math.abs(valueMs) >= 10_000
    ? `${formatNumber(valueMs / 1000)} s`
    : `${formatNumber(valueMs)} ms`;
}

/** `900/s`. */
export function formatPerSecond(value: number): string {
  return Number.isFinite(value) ? `${formatNumber(value)}/s` : formatNumber(value);
}

/** Decimals of a percentage: three significant digits, and two of what is missing to 100 %. */
function shareDecimals(share: number): number {
  const percent = Math.abs(share) * 100;
  const missing = Math.abs(100 - percent);
  // Below a millionth of a per cent what is missing is rounding noise, not a finding.
  if (missing < 1e-6) return 0;
  const plain = decimalsFor(significant(percent, 3), 3);
  return missing < 1 ? Math.min(6, Math.max(plain, decimalsFor(missing, 2))) : Math.min(plain, 4);
}

/** `99.97 %`: never 100 % unless it is, never 0 % unless it is. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  if (Math.abs(share) < 0.000001) return '< 0.0001 %';
  const text = withDecimals(share * 100, shareDecimals(share));
  // Near 100 % it is nines that count, not the zeros behind them.
  return `${share > 0.99 && share < 1 ? trimZeros(text) : text} %`;
}

/** `$2,308` from a hundred dollars on, `$4.20` below, `$0.0031` below a cent's worth. */
export function formatUsd(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (!Number.isFinite(value)) return NOTHING;
  if (size >= 100) return `${sign}$${withDecimals(size, 0)}`;
  if (size >= 0.1 || size === 0) return `${sign}$${withDecimals(size, 2)}`;
  return `${sign}$${formatNumber(size)}`;
}

/** `$2,336.00`: the amount of a bill line, to the cent. */
export function formatUsdExact(value: number): string {
  return `${value < 0 ? '−' : ''}$${withDecimals(Math.abs(value), 2)}`;
}

/** `$0.000003`: a unit price with all its digits, at least two decimals. */
export function formatUnitPrice(value: number): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(8).replace(/0+$/, '').split('.');
  return `$${groupThousands(whole)}.${fraction.padEnd(2, '0')}`;
}

/** `1.5×`: a load multiplier as written, or a ratio. */
export function formatTimes(value: number): string {
  return `${trimZeros(formatNumber(value))}×`;
}

/** `95 %`, `1.6 %`: a share that was given, or that two digits are enough for. */
export function formatRoundShare(share: number): string {
  return `${trimZeros(formatShare(significant(share, 2)).slice(0, -2))} %`;
}

/** `0.5 ms`, `20 ms`, `5 s`: a round latency, as on an axis. */
export function formatRoundMs(valueMs: number): string {
  return valueMs >= 1000
    ? `${trimZeros(formatNumber(valueMs / 1000))} s`
    : `${trimZeros(formatNumber(valueMs))} ms`;
}

/** `2`, `0.25`: a round number, as on an axis. */
export function formatRound(value: number): string {
  return trimZeros(formatNumber(value));
}

function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** `10 min`, `2 min 30 s`, `45 s`, `250 ms`. */
export function formatDuration(valueMs: number): string {
  if (valueMs < 1000) return formatMs(valueMs);
  const seconds = Math.round(valueMs / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ');
}

export type Unit = 'ms' | '%' | '/s' | '$' | 's' | '';

/** What is shown of an estimate. */
type Interval = Pick<Estimate, 'value' | 'low' | 'high' | 'tooShort'>;

/** What a unit of a result is multiplied by for show, and how it is written. */
function scaleOf(unit: Unit, value: number): { readonly factor: number; readonly suffix: string } {
  if (unit === '%') return { factor: 100, suffix: ' %' };
  if (unit === 'ms' && Math.abs(value) >= 10_000) return { factor: 0.001, suffix: ' s' };
  if (unit === 'ms' || unit === 's') return { factor: 1, suffix: ` ${unit}` };
  return { factor: 1, suffix: unit === '/s' ? '/s' : '' };
}

function formatValue(value: number, unit: Unit): string {
  if (unit === 'ms') return formatMs(value);
  if (unit === '%') return formatShare(value);
  if (unit === '/s') return formatPerSecond(value);
  if (unit === '$') return formatUsd(value);
  return unit === 's' ? `${formatNumber(value)} s` : formatNumber(value);
}

interface EstimateParts {
  /** The value without its unit, in as many decimals as the interval supports. */
  readonly value: string;
  /** `± 0.9` or `30.2–35.1`; null where there is none to show. */
  readonly interval: string | null;
  readonly isEven: boolean;
  readonly prefix: string;
  readonly suffix: string;
}

/** The pieces of a written estimate; null where the value stands alone. */
function partsOf(estimate: Interval, unit: Unit): EstimateParts | null {
  const { value, low, high } = estimate;
  if (low === null || high === null || !Number.isFinite(value)) return null;
  if (low === value && high === value) return null;
  const { factor, suffix } = scaleOf(unit, value);
  const below = value - low;
  const above = high - value;
  const half = Math.max(above, below) * factor;
  const natural =
    unit === '%' ? shareDecimals(value) : decimalsFor(significant(value * factor, 3), 3);
  // Digits finer than a tenth of the interval's size say nothing.
  const decimals = Math.min(natural, decimalsFor(significant(half, 2), 2));
  const write = (number: number): string => withDecimals(number * factor, decimals);
  const isEven = Math.abs(above - below) <= 0.1 * Math.max(above, below);
  const step = 10 ** decimals;
  // Rounded up, so that no interval looks narrower than it is; the small allowance keeps
  // 0.9000000001 from becoming 1.0.
  const roundedUp = Math.ceil(half * step - 1e-6) / step;
  return {
    value: write(value),
    interval: isEven ? `± ${withDecimals(roundedUp, decimals)}` : `${write(low)}–${write(high)}`,
    isEven,
    prefix: unit === '$' ? '$' : '',
    suffix,
  };
}

/**
 * `31.8 ± 0.9 ms`; `31.8 (30.2–35.1) ms` where the interval is lopsided; `31.8 ms` where one
 * replication gives none.
 *
 * @param unit that of the estimate: `%` for a share from 0 to 1.
 */
export function formatEstimate(estimate: Interval, unit: Unit): string {
  const parts = partsOf(estimate, unit);
  if (estimate.tooShort !== undefined) return `≈ ${formatValue(estimate.value, unit)}`;
  if (parts === null) return formatValue(estimate.value, unit);
  const { prefix, value, interval, isEven, suffix } = parts;
  return `${prefix}${value} ${isEven ? interval : `(${interval})`}${suffix}`;
}

/** The same in two pieces, for a cell of two lines: `31.8 ms` and `± 0.9`. */
export function splitEstimate(
  estimate: Estimate,
  unit: Unit,
): { readonly value: string; readonly interval: string | null } {
  const parts = partsOf(estimate, unit);
  if (estimate.tooShort !== undefined) {
    return { value: `≈ ${formatValue(estimate.value, unit)}`, interval: 'run too short' };
  }
  return parts === null
    ? { value: formatValue(estimate.value, unit), interval: null }
    : { value: `${parts.prefix}${parts.value}${parts.suffix}`, interval: parts.interval };
}

/** An estimate in the unit an objective reports: `ms`, `share`, `1/s`, `USD/month`, `s`. */
export function formatMeasured(estimate: Estimate, unit: string): string {
  if (isUnmeasured(estimate)) return estimate.method;
  return formatEstimate(estimate, unitOf(unit));
}

/** One number in a unit as results spell it. */
export function formatIn(value: number, unit: string): string {
  const known = unitOf(unit);
  return known === '' && unit !== '' && unit !== 'count'
    ? `${formatNumber(value)} ${unit}`
    : formatValue(value, known);
}

function unitOf(unit: string): Unit {
  if (unit === 'ms' || unit === 's') return unit;
  if (unit === 'share' || unit === '%') return '%';
  if (/^(?:1|calls?|commands?|attempts?)?\/s$/.test(unit)) return '/s';
  return unit.startsWith('USD') || unit.startsWith('$') ? '$' : '';
}
