import type { Outcome, ReportDocument } from '../document.ts';
import { SectionView } from './section-view.tsx';
import { stylesheet } from './stylesheet.ts';

/** Nothing may be loaded, run or contacted; styles stand inline. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The whole page. Components escape all text; only the style sheet and the drawings are markup. */
export function ReportPage({ document }: { readonly document: ReportDocument }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="cksim" />
        <title>{document.title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: stylesheet() }} />
      </head>
      <body>
        <a class="skip" href={`#${document.sections[0]?.id ?? 'main'}`}>
          Skip to the verdict
        </a>
        <header>
          <p class="quiet">Which key store carries the load</p>
          <h1 dir="auto">{document.title}</h1>
          {document.question !== null && (
            <p class="question" dir="auto">
              {document.question}
            </p>
          )}
          <p class={`outcome ${OUTCOMES[document.outcome].tone}`}>
            {OUTCOMES[document.outcome].text}
          </p>
          <Remarks title="Warnings" remarks={document.warnings} sign="! " />
          <Remarks title="Notes" remarks={document.notes} sign="" />
        </header>
        <nav aria-label="Sections">
          <ol>
            {document.sections.map((section) => (
              <li>
                <a href={`#${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <main>
          {document.sections.map((section, index) => (
            <SectionView section={section} number={index + 1} />
          ))}
        </main>
        <footer>
          <p dir="auto">{document.imprint}</p>
          <p>
            A simulation: it shows what follows from the inputs listed above, not what AWS promises.
          </p>
        </footer>
      </body>
    </html>
  );
}

const OUTCOMES: Readonly<Record<Outcome, { readonly text: string; readonly tone: string }>> = {
  met: { text: '✓ Objectives met', tone: 'good' },
  missed: { text: '✗ Objectives missed', tone: 'bad' },
  undecided: { text: '? Not decided', tone: 'open' },
  none: { text: '– No objectives given', tone: 'plain' },
};

function Remarks({
  title,
  remarks,
  sign,
}: {
  readonly title: string;
  readonly remarks: readonly string[];
  readonly sign: string;
}) {
  if (remarks.length === 0) return null;
  return (
    <div class="remarks">
      <p class="quiet">{title}</p>
      <ul>
        {remarks.map((remark) => (
          <li dir="auto">
            {sign}
            {remark}
          </li>
        ))}
      </ul>
    </div>
  );
}
