import { UserError } from '../user-error.ts';

/**
 * Defaults of options from the environment: `--html-mode` from `CKSIM_HTML_MODE`. Only options that
 * change no number have one, so that the command in a report gives its numbers everywhere; other
 * variables that begin alike are nobody's. An empty one counts as none.
 */
function variable(option: string): { readonly name: string; readonly text: string | undefined } {
  const name = `CKSIM_${option.toUpperCase().replaceAll('-', '_')}`;
  const text = process.env[name];
  return { name, text: text === '' ? undefined : text };
}

export function textFromEnvironment(option: string): string | undefined {
  return variable(option).text;
}

/** NaN where it is no number: the option's own check refuses that. */
export function numberFromEnvironment(option: string): number | undefined {
  const { text } = variable(option);
  return text === undefined ? undefined : Number(text);
}

export function switchFromEnvironment(option: string): boolean {
  const { name, text } = variable(option);
  if (text === undefined || /^(?:0|false|no|off)$/i.test(text)) return false;
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  throw new UserError(
    `${name}=${text} is neither true nor false`,
    'write true or false, or unset it',
  );
}

/** Throws a UserError that names the variable where it holds none of the words. */
export function wordFromEnvironment<Word extends string>(
  option: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const { name, text } = variable(option);
  if (text === undefined) return otherwise;
  const word = words.find((own) => own === text);
  if (word !== undefined) return word;
  throw new UserError(
    `${name}=${text} is not known`,
    `write one of ${words.join(', ')}, or unset it`,
  );
}
