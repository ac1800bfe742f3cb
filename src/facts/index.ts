/**
 * Facts: the catalogue of every number and name about the world outside, each with its unit,
 * range, source, date and confidence: quotas, HSM types, time-outs, retry constants, prices,
 * assumed latencies, states and errors. Imports nothing. Must not know simulation.
 */
export { factNames, FACTS, findFact } from './catalogue.ts';
export { confidenceInWords, explainFact, suggestFacts } from './explain.ts';
export type { Confidence, Fact, FactValue, WrittenLaw } from './fact.ts';
export {
  formatFactValue,
  formatQuantity,
  isOverridable,
  isWrittenLaw,
  writeLaw,
  writeQuantity,
} from './format-value.ts';
export {
  BACKUP_STATES,
  CLUSTER_STATES,
  CONNECTION_ERROR_CODES,
  CONNECTION_STATES,
  HSM_STATES,
  KEY_STATES,
} from './names.ts';
