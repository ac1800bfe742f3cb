/** Control characters but the line feed; a terminal would carry them out. */
// oxlint-disable-next-line no-control-regex -- these are the characters to show
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** First of the pictures of control characters in Unicode. */
const PICTURES = 0x2400;

/**
 * Text of somebody else for a terminal: control characters, escape sequences among them, are shown
 * as signs, so that a name in a scenario cannot move the cursor, change colours or rename a window.
 */
export function visible(text: string): string {
  return text.replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(PICTURES + code) : '\u2421';
  });
}
