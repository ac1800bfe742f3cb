/** XML 1.0 knows no control characters and no halves of characters, not even escaped. */
export function withoutForbidden(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the characters to take out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/\p{Surrogate}/gu, '')
  );
}

/** Text between tags or in an attribute, on one line. */
export function xmlText(text: string): string {
  return withoutForbidden(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\s/g, ' ');
}
