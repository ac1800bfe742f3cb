import { z } from 'zod';
import { scenario } from './schema/scenario.ts';

/** The JSON Schema (draft-07, which editors read) of a scenario's YAML. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(scenario, { target: 'draft-7', io: 'input' });
}
