import { FAMILY_WISE, type Row } from './judge.ts';

/** reports/evidence.md: every known answer with what was observed. */
export function evidenceTable(rows: readonly Row[], rejected: readonly Row[]): string {
  const level = `${(1 - FAMILY_WISE) * 100} %`;
  const verdict =
    rejected.length === 0
      ? `None of the ${rows.length} known answers is contradicted at a family-wise level of ${level} (Holm).`
      : `${rejected.length} of the ${rows.length} known answers are contradicted at a family-wise level of ${level} (Holm).`;
  return `# Evidence

Textbook stations, written as scenarios and run through the public command line. Seeds are the names
of the cases and were fixed before the first run; none was chosen for its result. Intervals are
99 % (Student's t over 20 replications). Regenerate with \`npm run evidence\`.

${verdict}

| case | figure | expected | observed | 99 % interval | p | verdict | source |
| --- | --- | ---: | ---: | ---: | ---: | --- | --- |
${rows.map((row) => tableRow(row, rejected)).join('\n')}
`;
}

function tableRow(row: Row, rejected: readonly Row[]): string {
  const { of, observed, width, pValue } = row;
  const unit = of.figure === 'blocking share' ? '' : ' ms';
  const verdict = rejected.includes(row)
    ? 'CONTRADICTED'
    : width > of.widest
      ? 'too wide'
      : 'holds';
  const cells = [
    of.name,
    of.figure,
    `${of.expected.toPrecision(6)}${unit}`,
    `${observed.value.toPrecision(6)}${unit}`,
    `± ${(width * 100).toFixed(2)} %`,
    pValue.toFixed(3),
    verdict,
    of.source,
  ];
  return `| ${cells.join(' | ')} |`;
}
