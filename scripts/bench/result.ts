/** One figure beside its bare counterpart of the same run. `ours` and `bare` share `unit`; `p50`, `p99` are milliseconds where they apply. */
export type BenchResult = {
  name: string;
  unit: string;
  ours: number;
  bare: number | null;
  ratio: number | null;
  p50: number | null;
  p99: number | null;
  /** What the figure must keep, in words, and whether it does. */
  bound: string;
  kept: boolean;
};

export type Bench = { name: string; run(): Promise<BenchResult[]> };

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
