import type { Outcome, ReportDocument } from '../document.ts';
import { cutText, LongText, MOST_CHARACTERS, WholeText } from './long-text.tsx';
import { SectionView } from './section-view.tsx';
import type { Script } from './page-assets.ts';
import { stylesheet } from './stylesheet.ts';

/** The scripts of an interactive page. */
export interface PageScripts {
  readonly loader: Script;
  readonly pageHash: string;
  /** Packed text by the id of its block. */
  readonly blocks: Readonly<Record<string, string>>;
}

/**
 * Nothing may be loaded or contacted, and nothing run but the scripts named by their hashes; styles
 * stand inline.
 */
function policyOf(scripts: PageScripts | null): string {
  const runs =
    scripts === null
      ? ''
      : ` script-src '${scripts.loader.hash}' '${scripts.pageHash}'; worker-src blob:;`;
  return `default-src 'none';${runs} style-src 'unsafe-inline'; img-src data:`;
}

/**
 * The whole page. Components escape all text; only the style sheet, the drawings and our own scripts
 * are markup.
 */
export function ReportPage({
  document,
  scripts,
}: {
  readonly document: ReportDocument;
  readonly scripts: PageScripts | null;
}) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policyOf(scripts)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="cksim" />
        <title>{cutText(document.title, MOST_CHARACTERS.title)}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: stylesheet() }} />
      </head>
      <body>
        <a class="skip" href={`#${document.sections[0]?.id ?? 'main'}`}>
          Skip to the verdict
        </a>
        <header>
          <p class="quiet">Which key store carries the load</p>
          <h1 dir="auto">{cutText(document.title, MOST_CHARACTERS.title)}</h1>
          <WholeText text={document.title} most={MOST_CHARACTERS.title} />
          {document.question !== null && (
            <>
              <p class="question" dir="auto">
                {cutText(document.question, MOST_CHARACTERS.question)}
              </p>
              <WholeText text={document.question} most={MOST_CHARACTERS.question} />
            </>
          )}
          <p class={`outcome ${OUTCOMES[document.outcome].tone}`}>
            {OUTCOMES[document.outcome].text}
          </p>
          <Remarks title="Warnings" remarks={document.warnings} sign="! " />
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
            <SectionView section={section} number={index + 1}>
              {/* The answer comes first; what the author says of it stands with the question. */}
              {section.id === 'question' && (
                <Remarks title="Notes of the scenario’s author" remarks={document.notes} sign="" />
              )}
            </SectionView>
          ))}
        </main>
        <footer>
          <p dir="auto">{document.imprint}</p>
          <p>
            A simulation: it shows what follows from the inputs listed above, not what AWS promises.
          </p>
        </footer>
        {scripts !== null && <Scripts scripts={scripts} />}
      </body>
    </html>
  );
}

/** Blocks of packed text, which browsers do not run, then the script that unpacks them. */
function Scripts({ scripts: { blocks, loader } }: { readonly scripts: PageScripts }) {
  return (
    <>
      {Object.entries(blocks).map(([id, packed]) => (
        <script type="text/plain" id={id} dangerouslySetInnerHTML={{ __html: packed }} />
      ))}
      <script dangerouslySetInnerHTML={{ __html: loader.text }} />
    </>
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
            <LongText text={remark} most={MOST_CHARACTERS.sentence} />
          </li>
        ))}
      </ul>
    </div>
  );
}
