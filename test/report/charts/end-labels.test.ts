import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from '../../../src/report/charts/end-labels.ts';

const GAP = 15;
const HEIGHT = 250;

describe('spreadLabels', () => {
  it('leaves labels that do not overlap at the ends of their lines', () => {
    const labels = spreadLabels(
      [
        { name: 'a', lineX: 0, lineY: 40 },
        { name: 'b', lineX: 0, lineY: 90 },
      ],
      GAP,
      HEIGHT,
    );
    expect(labels.map((label) => label.labelY)).toEqual([40, 90]);
  });

  it('moves two equal ends apart evenly', () => {
    const labels = spreadLabels(
      [
        { name: 'a', lineX: 0, lineY: 100 },
        { name: 'b', lineX: 0, lineY: 100 },
      ],
      GAP,
      HEIGHT,
    );
    expect(labels.map((label) => label.labelY)).toEqual([92.5, 107.5]);
  });

  it('keeps up to sixteen labels apart, in order, and inside the plot', () => {
    const ends = fc.array(fc.double({ min: 0, max: HEIGHT, noNaN: true }), {
      minLength: 1,
      maxLength: 16,
    });
    expect(() =>
      fc.assert(
        fc.property(ends, (heights) => {
          const labels = spreadLabels(
            heights.map((lineY, index) => ({ name: `${index}`, lineX: 0, lineY })),
            GAP,
            HEIGHT,
          );
          return labels.every((label, index) => {
            const above = labels[index - 1];
            // Two hundredths of a pixel is what rounding may take.
            const isApart = !above || label.labelY - above.labelY >= GAP - 0.02;
            const isInOrder = !above || label.lineY >= above.lineY;
            return isApart && isInOrder && label.labelY >= 0 && label.labelY <= HEIGHT + 0.01;
          });
        }),
        { seed: 1 },
      ),
    ).not.toThrow();
  });
});
