import { describe, expect, it } from 'vitest';
import { compactSvg } from '../../../src/report/charts/compact-svg.ts';

describe('compactSvg', () => {
  it('rounds coordinates to a hundredth and drops what is the default', () => {
    expect(
      compactSvg('<svg viewBox="0 0 9 9"><path d="M0.123456,99.999999L1e-7,2" opacity="1"/></svg>'),
    ).toContain('<path d="M0.12,100L1e-7,2"/>');
  });

  it('leaves the text that a user wrote alone, even if it looks like an attribute', () => {
    const text = '0.123456 opacity="1" role="x" &lt;path class="background" d=""/&gt;';
    expect(compactSvg(`<svg><text font-size="12px">${text}</text></svg>`)).toContain(
      `<text font-size="12">${text}</text>`,
    );
  });

  it('takes away Vega’s empty backgrounds and foregrounds', () => {
    expect(
      compactSvg(
        '<svg><g><path class="background" aria-hidden="true" d="M0,0h5v5h-5Z"/><path class="foreground" aria-hidden="true" d="" display="none"/></g></svg>',
      ),
    ).not.toContain('<path');
  });
});
