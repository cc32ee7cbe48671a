import type { PathCommand } from 'fontkit';
import type { ModuleGrid } from './symbols.ts';

export type Point = { readonly x: number; readonly y: number };
/** Closed polygons; inside is what they wind around (TrueType and CFF fonts both mean it so). */
export type Outline = readonly (readonly Point[])[];

/** Straight pieces to a curve: at 24 dots an em, a piece is shorter than a quarter of a dot. */
const CURVE_PIECES = 6;
/** Looks into a dot, each way. */
const SAMPLES = 4;
/** Of the looks into a dot, how many must see ink: a little less than half, since hairlines of hanzi are about a dot wide. */
const BLACK_SAMPLES = 7;

/** The outline of a glyph with its curves as straight pieces, every point put in its place. */
export function outlineOf(commands: readonly PathCommand[], place: (x: number, y: number) => Point): Outline {
  const polygons: Point[][] = [];
  let polygon: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const { command, args } of commands) {
    const points = Array.from({ length: args.length / 2 }, (_, index) => ({
      x: args[index * 2] ?? 0,
      y: args[index * 2 + 1] ?? 0,
    }));
    if (command === 'moveTo') {
      polygon = [];
      polygons.push(polygon);
    }
    for (const { x, y } of command === 'moveTo' || command === 'lineTo' ? points : curve([at, ...points])) {
      polygon.push(place(x, y));
    }
    at = points.at(-1) ?? at;
  }
  return polygons;
}

/** Bézier curves of two or three further points, by de Casteljau; no points for `closePath`. */
function curve(points: readonly Point[]): Point[] {
  if (points.length < 2) return [];
  return Array.from({ length: CURVE_PIECES }, (_, index) => {
    const share = (index + 1) / CURVE_PIECES;
    let rest = points;
    while (rest.length > 1) rest = rest.slice(1).map((next, i) => between(rest[i] ?? next, next, share));
    return rest[0] ?? { x: 0, y: 0 };
  });
}

const between = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** The dots of which enough lies inside. */
export function fillOutline(outline: Outline, width: number, height: number): ModuleGrid {
  const seen = Array.from({ length: height }, () => new Uint8Array(width));
  for (let line = 0; line < height * SAMPLES; line++) {
    const counts = seen[Math.floor(line / SAMPLES)];
    if (counts === undefined) continue;
    for (const [from, to] of insideAlong(outline, (line + 0.5) / SAMPLES)) {
      const first = Math.max(0, Math.ceil(from * SAMPLES - 0.5));
      const last = Math.min(width * SAMPLES - 1, Math.ceil(to * SAMPLES - 0.5) - 1);
      for (let sample = first; sample <= last; sample++) {
        const dot = Math.floor(sample / SAMPLES);
        counts[dot] = (counts[dot] ?? 0) + 1;
      }
    }
  }
  return seen.map((counts) => Array.from(counts, (count) => count >= BLACK_SAMPLES));
}

/** Where a horizontal line runs inside. */
function insideAlong(outline: Outline, y: number): [from: number, to: number][] {
  const crossings: { x: number; turn: number }[] = [];
  for (const polygon of outline) {
    for (const [index, from] of polygon.entries()) {
      const to = polygon[(index + 1) % polygon.length] ?? from;
      if (from.y <= y === to.y <= y) continue;
      crossings.push({ x: from.x + ((y - from.y) * (to.x - from.x)) / (to.y - from.y), turn: from.y < to.y ? 1 : -1 });
    }
  }
  const inside: [number, number][] = [];
  let winding = 0;
  let since = 0;
  for (const { x, turn } of crossings.sort((a, b) => a.x - b.x)) {
    if (winding === 0) since = x;
    winding += turn;
    if (winding === 0) inside.push([since, x]);
  }
  return inside;
}
