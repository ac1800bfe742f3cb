import type { Reading } from '../designs.ts';
import type { Section } from '../document.ts';
import { planDesignSection } from './plan-design.ts';
import { planEconomicsSection } from './plan-economics.ts';
import { planFrontierSection } from './plan-frontier.ts';
import { planHeadroomSection } from './plan-headroom.ts';
import { planLimitsSection } from './plan-limits.ts';
import { planSizesSection } from './plan-sizes.ts';

/** What `cksim plan` found, in the order of the argument; none where nobody planned. */
export function planSections(reading: Reading): readonly Section[] {
  return [
    planDesignSection(reading),
    planFrontierSection(reading),
    planSizesSection(reading),
    planLimitsSection(reading),
    planHeadroomSection(reading),
    planEconomicsSection(reading),
  ].filter((section) => section !== null);
}
