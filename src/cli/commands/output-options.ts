import type { Argv } from 'yargs';
import { UserError } from '../user-error.ts';
import type { OutputArguments } from '../wanted-outputs.ts';
import {
  numberFromEnvironment,
  switchFromEnvironment,
  textFromEnvironment,
  wordFromEnvironment,
} from './environment.ts';

const HTML_MODES = ['interactive', 'static'] as const;

/** What a command writes when nobody names a place; shown in its help. */
export interface DefaultPlaces {
  readonly html: string;
  readonly json: string;
}

/** The documents that run, plan, sweep, whatif and report write, with one meaning everywhere. */
export function withOutputs<Options>(yargs: Argv<Options>, places: DefaultPlaces) {
  return yargs
    .options({
      html: {
        ...file('html', `the report as one page; - for standard output [default: ${places.html}]`),
      },
      'html-mode': {
        choices: HTML_MODES,
        default: wordFromEnvironment('html-mode', HTML_MODES, 'interactive'),
        describe: 'a page that can be worked with, or one without any script',
        group: GROUP,
      },
      json: {
        ...file(
          'json',
          `the result for machines; - for standard output, alone [default: ${places.json}]`,
        ),
      },
      md: { ...file('md', 'the answer as Markdown for a pull request; - for standard output') },
      'md-limit': {
        type: 'number',
        requiresArg: true,
        default: numberFromEnvironment('md-limit') ?? 60_000,
        describe: 'most bytes of the Markdown; what does not fit is left out from the end',
        group: GROUP,
      },
      csv: {
        ...file('csv', 'folder for the tables, one CSV file each, such as points.csv'),
      },
      svg: { ...file('svg', 'folder for the figures, one SVG file each') },
      junit: {
        ...file('junit', 'verdict, self-checks and objectives as JUnit XML; - for standard output'),
      },
      hdr: {
        ...file(
          'hdr',
          'latency curve of the design of the verdict as HdrHistogram text; - for standard output',
        ),
      },
      stamp: {
        type: 'boolean',
        default: switchFromEnvironment('stamp'),
        describe: 'date and time at the foot of page and Markdown, which then differ each time',
        group: GROUP,
      },
      quiet: {
        type: 'boolean',
        default: switchFromEnvironment('quiet'),
        describe: 'no progress, no summary',
        group: GROUP,
      },
    })
    .check((args) => {
      refuseTwice(args);
      const { mdLimit } = args as unknown as Pick<OutputArguments, 'mdLimit'>;
      if (Number.isInteger(mdLimit) && mdLimit >= 1000) return true;
      throw new UserError(
        '--md-limit needs a whole number of bytes, 1000 or more',
        'the default is 60000',
      );
    }, false);
}

/** Options of the documents stand together in the help. */
const GROUP = 'Documents (each option also as CKSIM_…, such as CKSIM_HTML_MODE=static):';

function file(option: string, describe: string) {
  return {
    type: 'string',
    requiresArg: true,
    default: textFromEnvironment(option),
    describe,
    group: GROUP,
  } as const;
}

const SINGLE = ['html', 'html-mode', 'json', 'md', 'md-limit', 'csv', 'svg', 'junit', 'hdr'];

function refuseTwice(args: Readonly<Record<string, unknown>>): void {
  const twice = SINGLE.find((name) => Array.isArray(args[name]));
  if (twice === undefined) return;
  throw new UserError(
    `--${twice} is given more than once`,
    'name one place; cksim report writes the same again elsewhere, from the JSON file',
  );
}
