const WIDTH = 96;

/** A picture of a barcode, 96 by 20: the same for the same code, not meant for a reader. */
export function stripes(code: string): string {
  let seed = 7;
  for (const char of code) seed = (seed * 31 + (char.codePointAt(0) ?? 0)) % 65_521;
  let path = '';
  let x = 0;
  while (x < WIDTH - 3) {
    seed = (seed * 75 + 74) % 65_537;
    const bar = 1 + (seed % 3);
    path += `M${x} 0h${bar}v20h-${bar}z`;
    x += bar + 1 + ((seed >> 3) % 3);
  }
  return path;
}
