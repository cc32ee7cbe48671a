/** ISO/IEC 15417, table 1: widths of bar, space, bar, space, bar, space of the values 0 to 105; the stop has one bar more. */
const WIDTHS =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 ' +
  '223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 ' +
  '112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232';
const values = WIDTHS.split(' ');
const STOP = '2331112';

/**
 * The values of a CODE128 symbol as a scanner reads them from its modules (true is black), check character included, stop left out.
 * Written from the table and not from the drawing; throws at what no scanner would read.
 */
export function valuesOf(modules: readonly boolean[] | null): number[] {
  const widths = (modules ?? [])
    .map((black) => (black ? '#' : '.'))
    .join('')
    .replace(/#+|\.+/g, (run) => String(run.length));
  if (!widths.endsWith(STOP)) throw new Error(`no stop at the end of ${widths}`);
  const read = (widths.slice(0, -STOP.length).match(/.{1,6}/g) ?? []).map((character) => values.indexOf(character));
  const sum = read.slice(0, -1).reduce((total, value, place) => total + value * Math.max(1, place), 0);
  if (read.includes(-1) || sum % 103 !== read.at(-1)) throw new Error(`cannot be read: ${widths}`);
  return read;
}
