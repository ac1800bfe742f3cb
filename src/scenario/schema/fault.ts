import { z } from 'zod';
import { duration, positiveDuration, word } from './quantities.ts';
import { nameOf, section } from './section.ts';

const hsmNumber = (description: string) =>
  z
    .union([z.int(), z.string()])
    .transform((value, context) => {
      const match = /^(?:hsm-)?(\d+)$/.exec(String(value));
      const number = Number(match?.[1] ?? 0);
      if (number >= 1) return number - 1;
      context.addIssue({
        code: 'custom',
        message: 'must be the number of an HSM from 1 on, such as 1 or hsm-1',
      });
      return z.NEVER;
    })
    .describe(description);

const LATER = 'this fault is not available in this version; use zoneDown, hsmDown or hsmDrained';

/** HSM numbers come out counted from 0. */
export const fault = section(
  {
    zoneDown: word(['a', 'b', 'c', 'd', 'e', 'f'], 'An availability zone goes dark.').optional(),
    hsmDown: hsmNumber(
      'An HSM fails, by its number from 1. Without `for` its hardware is gone and AWS replaces it; with `for` it is unreachable for that time.',
    ).optional(),
    hsmDrained: hsmNumber('An HSM is taken out of rotation, by its number from 1.').optional(),
    at: duration('When, counted from the start of the measured time.'),
    for: positiveDuration(
      'How long; without it for ever, or until AWS has replaced what was lost.',
    ).optional(),
    name: nameOf('fault').optional().describe('Name of the fault and of its phase in objectives.'),
  },
  'Something that breaks.',
  {
    hsmSlow: LATER,
    linkCut: LATER,
    linkSlow: LATER,
    storeDisconnected: LATER,
    proxyDown: LATER,
    kmsDegraded: LATER,
    quotaLowered: LATER,
    duration: 'write for: 2 min',
  },
).refine(
  ({ zoneDown, hsmDown, hsmDrained }) =>
    [zoneDown, hsmDown, hsmDrained].filter((each) => each !== undefined).length === 1,
  { error: 'must name exactly one thing that breaks: zoneDown, hsmDown or hsmDrained' },
);
