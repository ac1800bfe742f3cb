import { join } from 'node:path';
import type { Result } from '../plan/index.ts';
import {
  CSV_FILES,
  renderFigures,
  renderHdrText,
  renderHtml,
  renderJson,
  renderJunit,
  renderMarkdown,
} from '../report/index.ts';
import { STDOUT } from './outputs.ts';
import { readPageAssets } from './page-assets.ts';
import { UserError } from './user-error.ts';

/** The options of `withOutputs`: where each document goes, and how. */
export interface OutputArguments {
  readonly html: string | undefined;
  readonly htmlMode: 'interactive' | 'static';
  readonly json: string | undefined;
  readonly md: string | undefined;
  /** Most bytes of the Markdown. */
  readonly mdLimit: number;
  readonly csv: string | undefined;
  readonly svg: string | undefined;
  readonly junit: string | undefined;
  readonly hdr: string | undefined;
  readonly stamp: boolean;
  readonly quiet: boolean;
}

/** What a command writes: to a file, to standard output with the path `-`, or into a folder. */
export type Wanted = WantedFile | WantedFolder;

interface WantedFile {
  readonly kind: 'file';
  /** The flag that names it, for complaints. */
  readonly flag: string;
  readonly path: string;
  /** What is told to the user: the path, or the folder of many. */
  readonly shown: string;
  readonly render: (result: Result) => string;
}

/** Files whose names the result decides. */
interface WantedFolder {
  readonly kind: 'folder';
  readonly flag: string;
  readonly path: string;
  readonly shown: string;
  readonly render: (result: Result) => ReadonlyMap<string, string>;
}

/** What is written where nobody names a place; null: nothing. */
export interface Fallbacks {
  readonly html: string | null;
  readonly json: string | null;
}

/** Every document that was asked for. Throws UserError. */
export function wantedOutputs(args: OutputArguments, fallbacks: Fallbacks): readonly Wanted[] {
  const stamp = args.stamp ? timeOfDay() : null;
  return [
    ...page(args, args.html ?? fallbacks.html, stamp),
    ...file('--json', args.json ?? fallbacks.json, renderJson),
    ...file('--md', args.md, (result) => markdown(result, args.mdLimit, stamp)),
    ...file('--junit', args.junit, renderJunit),
    ...file('--hdr', args.hdr, renderHdrText),
    ...tables(args.csv),
    ...figures(args.svg),
  ];
}

/** The flags that name a place, for commands that write many results. */
export function namedOutputs(args: OutputArguments): readonly string[] {
  const { html, json, md, csv, svg, junit, hdr } = args;
  return Object.entries({ html, json, md, csv, svg, junit, hdr }).flatMap(([name, path]) =>
    path === undefined ? [] : [`--${name}`],
  );
}

/** The scripts are read before the work starts, so that nothing is missing after it. */
function page({ htmlMode }: OutputArguments, path: string | null, stamp: string | null): Wanted[] {
  if (path === null) return [];
  const assets = htmlMode === 'static' ? null : readPageAssets();
  return file('--html', path, (result) => renderHtml(result, assets, stamp));
}

function file(
  flag: string,
  path: string | null | undefined,
  render: WantedFile['render'],
): WantedFile[] {
  return path === undefined || path === null
    ? []
    : [{ kind: 'file', flag, path, shown: path, render }];
}

function markdown(result: Result, mostBytes: number, stamp: string | null): string {
  const foot = stamp === null ? '' : `\n<sub>made ${stamp}</sub>\n`;
  return renderMarkdown(result, mostBytes - foot.length) + foot;
}

function tables(folder: string | undefined): readonly Wanted[] {
  if (folder === undefined) return [];
  refuseStdout('--csv', folder);
  return CSV_FILES.map(({ name, render }) => ({
    kind: 'file',
    flag: '--csv',
    path: join(folder, name),
    shown: folder,
    render,
  }));
}

function figures(folder: string | undefined): readonly Wanted[] {
  if (folder === undefined) return [];
  refuseStdout('--svg', folder);
  return [{ kind: 'folder', flag: '--svg', path: folder, shown: folder, render: renderFigures }];
}

function refuseStdout(flag: string, folder: string): void {
  if (folder !== STDOUT) return;
  throw new UserError(
    `${flag} needs a folder, since it writes several files`,
    `such as ${flag} reports/${flag.slice(2)}`,
  );
}

/** To the second, in UTC: the one clock of all that is written. */
function timeOfDay(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
