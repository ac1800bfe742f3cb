/** Multiples of the scenario's load that the panel offers: far enough to break anything. */
export const LEAST_LOAD = 0.1;
export const MOST_LOAD = 10;

/** The slider runs over the logarithm, so that half and twice the load are equally far from 1. */
export const LOAD_SLIDER = { min: -1, max: 1, step: 0.02 } as const;

/** Loads to be marked along the slider. */
export const LOAD_MARKS = [0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/** Where a load stands on the slider. */
export function sliderOf(load: number): number {
  return Math.log10(load);
}

/** The load where the slider stands, as somebody would write it: `1.05`, `2.4`. */
export function loadAt(slider: number): number {
  const exact = 10 ** slider;
  const digit = 10 ** Math.floor(Math.log10(exact) + 1e-9);
  const mantissa = exact / digit;
  // Steps of the slider are 4.7 %: finer than a tenth only where the first digit is 1.
  const written = mantissa < 2 ? Math.round(mantissa * 20) / 20 : Math.round(mantissa * 10) / 10;
  return withinLoads(Number((written * digit).toPrecision(3)));
}

/** A load as typed; null where it is none. Beyond the ends it is the end. */
export function readLoad(typed: string): number | null {
  const load = Number(
    typed
      .trim()
      .replace(',', '.')
      .replace(/\s*[×x]$/, ''),
  );
  if (typed.trim() === '' || !Number.isFinite(load) || load <= 0) return null;
  return withinLoads(Number(load.toPrecision(3)));
}

function withinLoads(load: number): number {
  return Math.min(MOST_LOAD, Math.max(LEAST_LOAD, load));
}
