import type { Result } from '../plan/index.ts';
import { readResult } from './designs.ts';
import { tameDirections } from './directions.ts';
import type { ReportDocument, Section } from './document.ts';
import { auditSection } from './sections/audit.ts';
import { availabilitySection } from './sections/availability.ts';
import { capacitySection } from './sections/capacity.ts';
import { controlSection } from './sections/control.ts';
import { differencesSection } from './sections/differences.ts';
import { durabilitySection } from './sections/durability.ts';
import { faultsSection } from './sections/faults.ts';
import { latencySection } from './sections/latency.ts';
import { moneySection } from './sections/money.ts';
import { planSections } from './sections/plan.ts';
import { provenanceSection } from './sections/provenance.ts';
import { questionSection } from './sections/question.ts';
import { sensitivitySection } from './sections/sensitivity.ts';
import { shortlistSection } from './sections/shortlist.ts';
import { sweepSection } from './sections/sweep.ts';
import { throttlingSection } from './sections/throttling.ts';
import { trustSection } from './sections/trust.ts';
import { uncertaintySection } from './sections/uncertainty.ts';
import { userOperationsSection } from './sections/user-operations.ts';
import { verdictSection } from './sections/verdict.ts';
import { whatIfSection } from './sections/what-if.ts';

const STOPPED_EARLY =
  'The run was stopped early. The numbers below come from what had been simulated by then.';

/** The report of a result as data. The order of the sections is the order of the argument. */
export function buildDocument(given: Result): ReportDocument {
  const result = tameDirections(given);
  const reading = readResult(result);
  const hasDesigns = reading.designs.length > 0;
  const plan = planSections(reading);
  const sections: readonly (Section | null)[] = [
    ...(plan.length > 0 ? [...plan, shortlistSection(reading)] : [verdictSection(reading)]),
    // What a sweep or a what-if was asked for is its answer, so it stands with the verdict and not
    // behind money, where a reader of ten minutes would not get to.
    ...(hasDesigns ? [sweepSection(reading), whatIfSection(reading)] : []),
    questionSection(reading),
    ...(hasDesigns
      ? [
          capacitySection(reading),
          latencySection(reading),
          userOperationsSection(reading),
          throttlingSection(reading),
          faultsSection(reading),
          controlSection(reading),
          durabilitySection(reading),
          availabilitySection(reading),
          moneySection(reading),
          auditSection(reading),
          differencesSection(reading),
          sensitivitySection(reading),
          uncertaintySection(reading),
        ]
      : []),
    trustSection(reading),
    provenanceSection(reading),
  ];
  return {
    title: result.title,
    question: result.question,
    outcome: result.verdict.outcome,
    notes: result.notes,
    warnings: result.run.isPartial ? [STOPPED_EARLY, ...result.warnings] : result.warnings,
    sections: sections.filter((section) => section !== null),
    imprint: `cksim ${result.tool} · seed ${result.seed} · fingerprint ${result.fingerprint}`,
  };
}
