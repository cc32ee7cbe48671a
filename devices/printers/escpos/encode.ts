import type { EscposProfile } from '../../profile-printer.ts';
import { type FittedCode, fitCode, insteadOfCode } from '../codes.ts';
import { type Head, headOf, RULE_DOTS } from '../head.ts';
import type { EncodedJob } from '../job.ts';
import type { Page, Row } from '../page.ts';
import { type FittedPicture, fitPicture, withoutRaster } from '../pictures.ts';
import { codeDots } from '../placement.ts';
import { fitSpans, type Piece } from '../spans.ts';
import * as command from './commands.ts';
import { JobWriter } from './job-writer.ts';

export type JobParts = {
  readonly pages: readonly Page[];
  readonly cut: boolean;
  /** 0 to 9999; sent only where the profile has process ids. */
  readonly processId: number;
  readonly openDrawer?: boolean;
};

/** A page as the bytes that put it on this head's paper, without cut. Pure. */
export const encodePage = (page: Page, profile: EscposProfile, head: Head = headOf(profile)): Uint8Array =>
  writePages([page], profile, head).bytes;

/** A whole job: drawer, page, cut, and the question that the head answers when all of it is done. Pure. */
export function encodeJob(
  { pages, cut, processId, openDrawer = false }: JobParts,
  profile: EscposProfile,
  head: Head = headOf(profile),
): EncodedJob {
  const { commands } = profile;
  const writer = writePages(pages, profile, head);
  if (openDrawer && commands.drawer === 'esc-p') writer.binary(command.drawerPulse());
  if (cut) cutOrFeed(writer, profile);
  if (commands.processId) writer.binary(command.processId(processId));
  return { bytes: writer.bytes, longestCommand: writer.longestCommand };
}

/**
 * Throws away what a head still holds of a broken job, where it has a command for that: before the next job, not before, since a head that only
 * waits for paper finishes its slip by itself.
 */
export const encodeClear = ({ commands }: EscposProfile): Uint8Array =>
  commands.abort === 'dle-dc4' ? command.clearBuffers() : new Uint8Array();

/** Ends the modes of a broken job and cuts off what of it is on the paper. */
export function encodeRecovery(profile: EscposProfile): Uint8Array {
  const writer = new JobWriter(profile);
  cutOrFeed(writer, profile);
  return writer.bytes;
}

/** Without a cutter the slip is fed out far enough to be torn off: the blade is about 15 mm behind the head. */
function cutOrFeed(writer: JobWriter, profile: EscposProfile): void {
  const { cutter } = profile.commands;
  if (cutter === 'none') writer.feed(Math.round(15 * headOf(profile).dotsPerMm));
  else writer.binary(command.cutPaper(cutter));
}

/**
 * Rows are placed by their distance from the top: every row is fed to the nearest dot of where it should end, so that rounding does not
 * add up over a long slip.
 */
function writePages(pages: readonly Page[], profile: EscposProfile, head: Head): JobWriter {
  const writer = new JobWriter(profile);
  let end_dots = 0;
  let printed_dots = 0;
  for (const row of pages.flatMap(({ rows }) => rows)) {
    const content = contentOf(withoutRaster(row, head), head);
    end_dots += content.height_dots;
    const advance_dots = Math.round(end_dots) - printed_dots;
    writeContent(content, advance_dots, { writer, head, profile });
    printed_dots += advance_dots;
  }
  return writer;
}

type Bench = { readonly writer: JobWriter; readonly head: Head; readonly profile: EscposProfile };

/** A row as it fits on the head. Its height is how far it moves the paper; not rounded. */
type Content = { readonly height_dots: number } & (
  | { readonly kind: 'space' }
  | { readonly kind: 'rule'; readonly dashed: boolean }
  | { readonly kind: 'text'; readonly pieces: readonly Piece[]; readonly highest_dots: number }
  | { readonly kind: 'code'; readonly code: FittedCode }
  | { readonly kind: 'picture'; readonly picture: FittedPicture }
);

function contentOf(row: Row, head: Head): Content {
  if (row.kind === 'code128' || row.kind === 'qr') {
    const code = fitCode(row, head);
    if (code === null) return contentOf(insteadOfCode(row), head);
    return { kind: 'code', code, height_dots: code.height_dots };
  }
  if (row.kind === 'picture') {
    const picture = fitPicture(row, head);
    return { kind: 'picture', picture, height_dots: picture.dots.length };
  }
  const height_dots = row.height_mm * head.dotsPerMm;
  if (row.kind === 'space') return { kind: 'space', height_dots };
  if (row.kind === 'rule') {
    return { kind: 'rule', dashed: row.dashed, height_dots: Math.max(height_dots, RULE_DOTS.thickness) };
  }
  const pieces = fitSpans(row, head);
  const highest_dots = pieces.reduce((most, piece) => Math.max(most, piece.height_dots), 0);
  return { kind: 'text', pieces, highest_dots, height_dots: Math.max(height_dots, highest_dots) };
}

function writeContent(content: Content, advance_dots: number, bench: Bench): void {
  const { writer, profile } = bench;
  if (content.kind === 'rule') writeRule(content.dashed, advance_dots, bench);
  else if (content.kind === 'code') writeCode(content.code, profile, writer);
  else if (content.kind === 'picture') writer.raster(rasterAt(content.picture.left_dots, content.picture.dots));
  else if (content.kind === 'space' || content.pieces.length === 0) writer.feed(advance_dots);
  else {
    for (const piece of content.pieces) writer.piece(piece);
    writer.endLine(advance_dots, content.highest_dots);
  }
}

function writeCode(code: FittedCode, { commands }: EscposProfile, writer: JobWriter): void {
  if (code.isDrawn || commands[code.kind] === 'raster') writer.raster(rasterAt(code.left_dots, codeDots(code)));
  else if (code.level === null) writer.code128(code);
  else writer.qr(code.left_dots, code.text, code.level, code.module_dots);
}

/** A rule is a raster in the middle of its row; what is above and below is fed, not sent as white dots. */
function writeRule(dashed: boolean, advance_dots: number, { writer, head }: Bench): void {
  const { thickness, dash } = RULE_DOTS;
  const above_dots = Math.floor((advance_dots - thickness) / 2);
  const line = Array.from({ length: head.printable_dots }, (_, dot) => !dashed || Math.floor(dot / dash) % 2 === 0);
  writer.feed(above_dots);
  writer.raster(new Array<boolean[]>(thickness).fill(line));
  writer.feed(advance_dots - thickness - above_dots);
}

const rasterAt = (left_dots: number, rows: readonly (readonly boolean[])[]): boolean[][] =>
  rows.map((row) => [...new Array<boolean>(left_dots).fill(false), ...row]);
