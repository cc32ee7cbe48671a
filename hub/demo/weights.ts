/** What a piece weighs of the parts that lie beside the bench's scales, and of others that are sold by the bag. */
export type DemoWeight = {
  readonly number: string;
  readonly weight_g: number;
  readonly n: number;
  readonly cv_ppm: number;
};

export const DEMO_WEIGHTS: readonly DemoWeight[] = [
  // The bench's bolt, clip, washer and oil.
  { number: 'BLT-M8-25', weight_g: 8.42, n: 50, cv_ppm: 10_000 },
  { number: 'CLP-DR', weight_g: 1.3, n: 50, cv_ppm: 10_000 },
  { number: 'DPG-M14', weight_g: 2.6, n: 50, cv_ppm: 10_000 },
  { number: 'ATF-DW1-1', weight_g: 920, n: 10, cv_ppm: 5_000 },
  { number: 'NUT-M8', weight_g: 5.1, n: 100, cv_ppm: 8_000 },
  { number: 'HC-16', weight_g: 12.28, n: 20, cv_ppm: 10_000 },
  { number: 'OF-B8L', weight_g: 312, n: 5, cv_ppm: 8_000 },
  // A sample of five pieces reaches no further than a few dozen.
  { number: 'BLT-M10-30', weight_g: 27.6, n: 5, cv_ppm: 15_000 },
];
