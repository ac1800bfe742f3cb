import type { Reading } from '../designs.ts';
import type { Section } from '../document.ts';
import { formatCount } from '../format-number.ts';
import { plural } from '../phrases.ts';
import { planOf } from '../plan-words.ts';
import { topologyBlocks } from './topology-figure.ts';
import { comparisonBlocks, howToCompare } from './verdict.ts';

/** The designs that the following sections look at closely, after a plan; null without any. */
export function shortlistSection(reading: Reading): Section | null {
  const { designs, result } = reading;
  if (designs.length === 0) return null;
  const plan = planOf(result);
  const all = plan?.candidates.length ?? designs.length;
  const count = plural(designs.length, formatCount(designs.length), 'design');
  const which = designs.length < all ? ` of the ${formatCount(all)} simulated` : '';
  const who =
    plan?.chosen === null
      ? designs.length === 1
        ? 'the one that comes nearest'
        : 'the cheapest that were simulated'
      : designs.length === 1
        ? 'the one to build'
        : 'the one to build and those that it was weighed against';
  return {
    id: 'shortlist',
    title: 'The shortlist, as asked',
    sentence: `${count}${which}, ${who}, ${designs.length === 1 ? 'is' : 'are'} looked at closely from here on, as the scenario asks, with nothing more down.`,
    blocks: [...comparisonBlocks(reading), ...topologyBlocks(reading)],
    howToRead: [
      'Figures are those of the scenario as asked. A design that keeps every rule so may still fail with an HSM or a zone down: the verdict says where, and the sections before this one show by how much.',
      ...howToCompare(reading),
    ],
  };
}
