import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { BenchRow } from './row.ts';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

export function tableOf(machine: string, rows: readonly BenchRow[]): string {
  const lines = rows.map(({ what, value, against, ratio }) => `| ${what} | ${value} | ${against} | ${ratio} |`);
  return [
    '| what | measured | against, in the same run | ratio |',
    '|---|---|---|---|',
    ...lines,
    '',
    `Measured on: ${machine}.`,
  ].join('\n');
}

/** Puts the table between the marks of the README; answers with what was done, in a sentence. */
export function keepInReadme(file: string, table: string): string {
  if (!existsSync(file)) return 'There is no README.md yet: the table was not kept.';
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) return `README.md has no ${START} … ${END}: the table was not kept.`;
  writeFileSync(file, `${text.slice(0, start + START.length)}\n${table}\n${text.slice(end)}`);
  return 'The table was kept in README.md.';
}
