/** Lines of a table as a terminal shows them: one below the head, in plain characters where it must be. */
export function plainBorders(hasSigns: boolean): Record<string, string> {
  const line = hasSigns ? '─' : '-';
  const none = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'];
  return {
    ...Object.fromEntries([...none, 'bottom-right', 'left', 'right'].map((name) => [name, ''])),
    mid: line,
    'left-mid': '',
    'right-mid': '',
    'mid-mid': line,
    middle: ' ',
  };
}
