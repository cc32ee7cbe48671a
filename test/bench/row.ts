/** One line of the benchmark's table: what was measured, beside what it is measured against in the same run. */
export type BenchRow = {
  readonly what: string;
  readonly value: string;
  readonly against: string;
  readonly ratio: string;
};
