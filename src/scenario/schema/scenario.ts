import { z } from 'zod';
import { FACTS, formatFactValue, isOverridable } from '../../facts/index.ts';
import { availability } from './availability.ts';
import { fault } from './fault.ts';
import { network } from './network.ts';
import { objective } from './objective.ts';
import { growth, plan } from './plan.ts';
import { pricing } from './pricing.ts';
import { rate, text, word } from './quantities.ts';
import { run } from './run.ts';
import { nameOf, section } from './section.ts';
import { store } from './store.ts';
import { timelineStep } from './timeline.ts';
import { workload } from './workload.ts';

const KINDS = ['standard', 'cloudhsm', 'cloudhsm-direct', 'external'] as const;

function named<T extends z.ZodType>(what: string, value: T, description: string) {
  return z
    .record(nameOf(what), value, {
      error: (issue) =>
        issue.code === 'invalid_type'
          ? issue.input === undefined
            ? 'is missing'
            : `must be a map from names to ${what}s`
          : undefined,
    })
    .refine((map) => Object.keys(map).length > 0, { error: `needs at least one ${what}` })
    .describe(description);
}

const requirement = section(
  {
    custody: word(
      ['none', 'customer', 'outside-aws'],
      'Who holds the key material: none (no demand), customer (cloudhsm, cloudhsm-direct, external), outside-aws (external).',
    ).optional(),
    among: z
      .array(word(KINDS, 'A kind of store.'))
      .min(1)
      .optional()
      .describe('Kinds of store that are admitted.'),
  },
  'What a store must be to be eligible; others are simulated and shown, but not chosen.',
).refine(({ custody, among }) => custody === undefined || among === undefined, {
  error: 'takes custody or among, not both',
});

const account = section(
  {
    quota: rate(
      'Requests per second of the account, all symmetric operations; default by Region.',
    ).optional(),
  },
  'An AWS account, charged for the calls of its workloads.',
);

/** Anything a scenario may hold at a place whose type depends on its name. */
const anything = z
  .unknown()
  .refine((value) => value !== undefined && value !== null, { error: 'must have a value' });

const LOAD = 'must be a list of plain numbers above zero, such as [0.5, 1, 2]';

const vary = z
  .object(
    {
      load: z
        .array(z.number({ error: LOAD }).positive({ error: LOAD }).max(1e6, { error: LOAD }), {
          error: LOAD,
        })
        .min(1, { error: LOAD })
        .optional()
        .describe('Multiplies open rates and closed clients; 1 is the scenario as written.'),
    },
    { error: 'must be a map from paths to lists of values' },
  )
  .catchall(anything)
  .describe(
    'Lists of values by path, such as load or workloads.uploads.client.retryMode. load makes one point for each value, any other path one design.',
  );

/** Names of facts appear in the JSON Schema for completion; the fact book judges the values. */
const assume = z
  .object(
    Object.fromEntries(
      FACTS.filter(isOverridable).map((fact) => [
        fact.name,
        anything.optional().describe(`${fact.title}. Default ${formatFactValue(fact)}.`),
      ]),
    ),
    { error: 'must be a map from facts to values' },
  )
  .catchall(anything)
  .describe(
    'Facts to replace, by name; the report shows which were. `cksim explain` lists them. A fact in doubt: what is believed of it (of a law of time, of its median), as a range 900/s..5000/s or { between: [900/s, 5000/s] }, all of it equally likely, as { triangular: { low, mode, high } } or as { about: { median, p90 } } (lognormal); designs stand at the median, and the report shows how far the answer spreads.',
  );

/** A whole scenario: what YAML gives in, what the builders take out. */
export const scenario = section(
  {
    $schema: text('Address of the JSON Schema, for editors.').optional(),
    title: text('A title for the report.').optional(),
    question: text('The question that the scenario answers.').optional(),
    notes: z
      .union([text('One note.'), z.array(text('One note.'))])
      .optional()
      .describe('What a reader should know, such as where a model and reality part.'),
    region: text('AWS Region, for quotas and prices; default us-east-1.').optional(),
    seed: z
      .union([z.string(), z.number()])
      .optional()
      .describe("Seed of all random numbers; default the file's name."),
    workloads: named('workload', workload, 'Where calls come from.'),
    stores: named('store', store, 'The key stores to compare, side by side.'),
    network: network.optional(),
    require: requirement.optional(),
    faults: z
      .array(fault, {
        error: 'must be a list of faults, each on a line of its own that starts with -',
      })
      .max(30, { error: 'can hold at most 30 faults' })
      .optional()
      .describe('What breaks, and when.'),
    timeline: z
      .array(timelineStep, {
        error: 'must be a list of steps, each on a line of its own that starts with -',
      })
      .max(200, { error: 'can hold at most 200 steps' })
      .optional()
      .describe(
        'What operators do, in order: each step at a time, or when the step before has completed.',
      ),
    accounts: named('account', account, 'Other AWS accounts that use the keys.').optional(),
    objectives: z
      .array(objective, {
        error: 'must be a list of objectives, each on a line of its own that starts with -',
      })
      .optional()
      .describe('What a design must achieve.'),
    availability: availability.optional(),
    plan: plan.optional(),
    growth: growth(
      'Growth of the load a month, compound, such as 4 %/month: cksim plan then tells in which month each limit and objective is reached.',
    ).optional(),
    run: run.optional(),
    vary: vary.optional(),
    assume: assume.optional(),
    pricing: pricing.optional(),
  },
  'A scenario of cksim: workloads, key stores, faults and objectives.',
  {
    store: 'write stores: { name: { kind: … } }',
    workload: 'write workloads: { name: { arrivals: … } }',
    duration: 'write duration under run:',
    replications: 'write replications under run:',
    load: 'write load under vary:',
  },
);

/** A scenario as a file may hold it: with what it extends, and with variants of itself. */
export const scenarioFile = scenario
  .extend({
    extends: text(
      'A scenario file beside this one, or in a folder below, whose settings hold where this file says nothing: maps merge by name, lists and values replace, null takes a setting out.',
    ).optional(),
    variants: z
      .record(
        nameOf('variant'),
        z.record(z.string(), z.unknown()).describe('The settings that this variant changes.'),
      )
      .optional()
      .describe(
        'Variants of the scenario for cksim whatif, by name: each holds the settings that it changes, as in a scenario or by path, such as stores.cks.hsms: 3. Maps merge by name, lists and values replace, null takes a setting out. Other commands leave them aside.',
      ),
  })
  .describe('A scenario of cksim: workloads, key stores, faults and objectives.');

export type ScenarioInput = z.output<typeof scenario>;
export type WorkloadInput = ScenarioInput['workloads'][string];
export type FaultInput = NonNullable<ScenarioInput['faults']>[number];
export type TimelineInput = NonNullable<ScenarioInput['timeline']>[number];
export type ObjectiveInput = NonNullable<ScenarioInput['objectives']>[number];
