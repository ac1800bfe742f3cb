/**
 * Scenario: YAML text becomes a study. Schema with hover texts, loading with positions, problems
 * that say what to write instead, overrides, units, defaults and the facts behind them, JSON
 * Schema. May import kernel, facts, types and names of model, cost and plan, zod, yaml and leven.
 * Reads no files (the caller passes a reader in) and must not know how anything is run.
 */
export { readAxis } from './axis-text.ts';
export { scenarioJsonSchema } from './json-schema.ts';
export { loadScenario, readScenario, type ScenarioSource } from './load-scenario.ts';
export { formatProblems, ScenarioError, type Problem } from './problems.ts';
export { scenarioReference } from './reference.ts';
export { readFamily, type Family, type Variant } from './variants.ts';
