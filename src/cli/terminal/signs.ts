import type { ObjectiveResult } from '../../plan/index.ts';

/** True where the terminal's locale can show ✓ and ✗; TERM=dumb and the C locale get letters. */
export function canShowSigns(env: NodeJS.ProcessEnv): boolean {
  if (env['TERM'] === 'dumb') return false;
  const locale = env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'];
  return locale !== 'C' && locale !== 'POSIX';
}

/** The sign that doubles every colour. */
export function verdictSign(verdict: ObjectiveResult['verdict'], hasSigns: boolean): string {
  if (verdict === 'undecided') return '?';
  if (hasSigns) return verdict === 'met' ? '✓' : '✗';
  return verdict === 'met' ? 'y' : 'n';
}
