/**
 * Natural logarithm, exponential and power, made of + − × ÷ and bit views only. JavaScript leaves
 * `Math.log` and its kin to the implementation, and engines really differ in the last bit, which
 * changes the order of events; these give the same bits wherever IEEE 754 doubles do.
 *
 * Method: the argument is reduced by powers of two, the rest goes through a short near-minimax
 * polynomial (Chebyshev fits, made for this file), as described in K. C. Ng's notes in fdlibm and
 * in J.-M. Muller, "Elementary Functions", chapters 3 and 11. `pow` carries the logarithm in
 * double-double (T. J. Dekker, Numerische Mathematik 18, 1971).
 */

const words = new Int32Array(2);
const double = new Float64Array(words.buffer);
double[0] = 1;
/** Index of the word that holds sign and exponent: 1 on little-endian machines. */
const HIGH = words[1] === 0 ? 0 : 1;

/** 2^(i − 1074): scaling by a table is exact and cheaper than assembling a double from words. */
const POWERS = new Float64Array(2098);
const POWERS_ORIGIN = 1074;
for (let i = POWERS_ORIGIN, up = 1; i < POWERS.length; i++, up *= 2) POWERS[i] = up;
for (let i = POWERS_ORIGIN, down = 1; i >= 0; i--, down /= 2) POWERS[i] = down;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;
/** Added to a high word so that the exponent field turns over at the square root of two. */
const TURN_AT_ROOT_TWO = 0x95f62;

/** The natural logarithm of two; the first part has 32 bits, so its integer multiples are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
// oxlint-disable-next-line approx-constant -- the digits decide the bits, so they stand here
const INVERSE_LN2 = 1.4426950408889634;

/** (log((1 + s)/(1 − s)) − 2s)/s³ as a polynomial in s², for |s| <= 3 − 2√2. */
const L1 = 0.666666666666667;
const L2 = 0.399999999998995;
const L3 = 0.2857142862597826;
const L4 = 0.22222211134341624;
const L5 = 0.18182889158299903;
const L6 = 0.15331720502376558;
const L7 = 0.1461646325895801;

/** (r coth(r/2) − 2)/r² as a polynomial in r², for |r| <= ln(2)/2. */
const E1 = 0.1666666666666666;
const E2 = -0.0027777777777562864;
const E3 = 6.613756470855508e-5;
const E4 = -1.6534058842837582e-6;
const E5 = 4.1437096880780196e-8;

/**
 * The natural logarithm of `x`; error below 1 ulp. −Infinity for ±0, NaN for a negative number.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let exponent = 0;
  let normal = x;
  if (x < SMALLEST_NORMAL) {
    normal = x * TWO_54;
    exponent = -54;
  }
  double[0] = normal;
  const binade = ((words[HIGH]! + TURN_AT_ROOT_TWO) >> 20) - 1023;
  exponent += binade;
  // Now normal = 2^binade (1 + f) with 1 + f between √½ and √2, and log(1 + f) = 2 artanh(s).
  const f = normal * POWERS[POWERS_ORIGIN - binade]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const rest = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  // 2s = f − s f, and s f = f²/2 − s f²/2: written so, the rounding of s hardly matters.
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + rest) + exponent * LN2_LOW) - f);
}

/** e to the power `x`; error below 1 ulp. Overflows to Infinity, underflows gradually to 0. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** exp(x + tail) for a tail of a few units in the last place of x. */
function expOfSum(x: number, tail: number): number {
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const k = (x * INVERSE_LN2 + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW - tail;
  const r = high - low;
  const t = r * r;
  // exp(r) = 1 + r + r c/(2 − c): the exponential's symmetric form, in which t = r² suffices.
  const c = r - t * (E1 + t * (E2 + t * (E3 + t * (E4 + t * E5))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > 1023) return y * 2 * POWERS[POWERS_ORIGIN + 1023]!;
  // Subnormal results are scaled in two steps, of which only the second rounds.
  if (k < -1000) return y * POWERS[POWERS_ORIGIN + k + 1000]! * POWERS[POWERS_ORIGIN - 1000]!;
  return y * POWERS[POWERS_ORIGIN + k]!;
}

/**
 * `x` to the power `y`; error below 1 ulp for normal results, and exact powers come out exact.
 * Special cases as in ECMAScript: pow(x, 0) is 1, pow(±1, ±Infinity) is NaN, a negative base needs
 * an integer exponent.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = x < 0 ? -x : x;
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  // −0 is found by its reciprocal; an odd exponent passes the sign on.
  const isNegative = x < 0 || (x === 0 && 1 / x < 0);
  const isOdd = Number.isInteger(y) && y % 2 !== 0;
  const sign = isNegative && isOdd ? -1 : 1;
  if (size === 0 || size === Infinity) return sign * (size > 1 === y > 0 ? Infinity : 0);
  if (x < 0 && !Number.isInteger(y)) return NaN;
  if (size === 1) return sign;
  logInTwoParts(size);
  const product = y * logHigh;
  if (product > 710) return sign * Infinity;
  if (product < -746) return sign < 0 ? -0 : 0;
  return sign * expOfSum(product, productError(y, logHigh, product) + y * logLow);
}

/** Result of `logInTwoParts`, kept here because returning a pair would allocate. */
let logHigh = 0;
let logLow = 0;

const THIRD = 1 / 3;
const THIRD_LOW = 1.850371707708594e-17;

/** Sets logHigh + logLow to log(x) for positive finite x, with a relative error below 2^-63. */
function logInTwoParts(x: number): void {
  const normal = x < SMALLEST_NORMAL ? x * TWO_54 : x;
  double[0] = normal;
  const binade = ((words[HIGH]! + TURN_AT_ROOT_TWO) >> 20) - 1023;
  const exponent = x < SMALLEST_NORMAL ? binade - 54 : binade;
  const m = normal * POWERS[POWERS_ORIGIN - binade]!;
  // s = (m − 1)/(m + 1) in two parts; the numerator is exact.
  const f = m - 1;
  const denominator = m + 1;
  const denominatorLow = m - (denominator - 1);
  const s = f / denominator;
  const back = s * denominator;
  const remainder = f - back - productError(s, denominator, back) - s * denominatorLow;
  const sLow = remainder / denominator;
  // log(m) = 2s (1 + u) with u = z/3 + z²/5 + z³/7 + …, z = s²; only z/3 needs two parts.
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const third = z * THIRD;
  const thirdLow = productError(z, THIRD, third) + z * THIRD_LOW + zLow * THIRD;
  const tail = z * z * seriesFromFifth(z);
  const u = third + tail;
  const uLow = tail - (u - third) + thirdLow;
  const su = s * u;
  const suLow = productError(s, u, su) + s * uLow + sLow * u;
  const sum = s + su;
  const sumLow = su - (sum - s) + suLow + sLow;
  const shift = exponent * LN2_HIGH;
  const high = shift + 2 * sum;
  // Exact because |shift| is 0 or larger than |2 sum|, which is at most ln(2)/2.
  const roundOff = exponent === 0 ? 0 : 2 * sum - (high - shift);
  const low = roundOff + 2 * sumLow + exponent * LN2_LOW;
  logHigh = high + low;
  logLow = low - (logHigh - high);
}

/** 1/5 + z/7 + … + z^10/25: the remainder is below 2^-60 for z <= 0.0295. */
function seriesFromFifth(z: number): number {
  const high = 1 / 17 + z * (1 / 19 + z * (1 / 21 + z * (1 / 23 + z * (1 / 25))));
  return 1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * high)))));
}

/** a × b − product without error, where product is a × b rounded (Dekker's splitting). */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * 134217729;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * 134217729;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
