import { z } from 'zod';
import { scenarioFile } from './schema/scenario.ts';

/**
 * The JSON Schema (draft-07, which editors read) of a scenario's YAML. What every scenario needs
 * may stand in the file that it extends.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { required, ...schema } = z.toJSONSchema(scenarioFile, {
    target: 'draft-7',
    io: 'input',
  });
  return { ...schema, anyOf: [{ required }, { required: ['extends'] }] };
}
