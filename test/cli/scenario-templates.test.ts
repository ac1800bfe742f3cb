import { describe, expect, it } from 'vitest';
import { SCENARIO_TEMPLATES } from '../../src/cli/scenario-templates.ts';
import { loadScenario } from '../../src/scenario/index.ts';

describe('a template of cksim init', () => {
  it.each(SCENARIO_TEMPLATES)('$name is a scenario without a warning', ({ text }) => {
    const study = loadScenario({ text, fileName: 'template.yaml' });
    expect(study.designs.length).toBeGreaterThan(1);
    expect(study.objectives.length).toBeGreaterThan(0);
    expect(study.warnings).toEqual([]);
  });
});
