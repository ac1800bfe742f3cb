/** What fits a terminal of 80 columns, indented by two. */
const WIDTH = 78;

/** Breaks a sentence into lines that fit a terminal, or fewer columns. */
export function wrapped(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** Two spaces in front of each line. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
