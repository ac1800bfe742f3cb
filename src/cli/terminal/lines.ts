/** What fits a terminal of 80 columns, indented by two. */
const WIDTH = 78;

/** Breaks a sentence into lines that fit a terminal, or fewer columns; a word that is longer is cut. */
export function wrapped(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => pieces(part, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const letters = Array.from(word);
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, index) =>
    letters.slice(index * width, (index + 1) * width).join(''),
  );
}

/** Two spaces in front of each line. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Room for a sign and the indentation before it. */
export const HANGING_WIDTH = 74;

/** A sign, and a text that stays right of it. */
export function hanging(sign: string, text: string): string[] {
  return wrapped(text, HANGING_WIDTH).map((line, index) => `${index === 0 ? sign : ' '} ${line}`);
}
