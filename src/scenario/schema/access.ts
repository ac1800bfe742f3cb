import { z } from 'zod';
import { OPERATIONS } from '../../model/index.ts';
import { word } from './quantities.ts';
import { nameOf, section } from './section.ts';

const operations = (description: string) =>
  z
    .union([
      z.literal('all', { error: 'must be all, or a list of KMS operations' }),
      z.array(word(OPERATIONS, 'A KMS operation.')).min(1),
    ])
    .optional()
    .describe(description);

const statement = section(
  {
    allow: operations('KMS operations that are allowed, as a list, or all.'),
    deny: operations('KMS operations that are denied, as a list, or all; wins over every allow.'),
    to: z
      .union([
        z.literal('everybody', { error: 'must be everybody, or a list of workloads' }),
        z.array(nameOf('workload')).min(1),
      ])
      .optional()
      .describe('Workloads it speaks of, as a list, or everybody (default).'),
  },
  'One statement: allow or deny.',
).refine(({ allow, deny }) => (allow === undefined) !== (deny === undefined), {
  error: 'must say either allow or deny',
});

export const keyPolicy = z
  .array(statement)
  .min(1)
  .describe(
    'Key policy of the keys of this workload: statements in any order. Without one the account that owns the keys may do everything, and other accounts nothing.',
  );

export const grants = z
  .array(
    section(
      {
        to: nameOf('workload').describe('Workload that may use the keys.'),
        operations: z
          .array(word(OPERATIONS, 'A KMS operation.'))
          .min(1)
          .optional()
          .describe('KMS operations; default all.'),
      },
      'One grant.',
    ),
  )
  .min(1)
  .describe('Grants on the keys of this workload.');
