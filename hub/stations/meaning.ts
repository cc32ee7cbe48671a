import { type OrderMatch, recogniseOrder } from '../orders/scans.ts';
import { type PartMatch, recognisePart } from '../parts/scans.ts';
import { type BadgeMatch, recogniseBadge } from '../people/scans.ts';
import { recogniseSlip, type SlipMatch } from '../requisitions/scans.ts';
import { type ReturnMatch, recogniseReturn } from '../returns/scans.ts';
import { recogniseSerial } from '../stock/scans.ts';
import type { Reader } from '../store/open.ts';
import { type CommandMatch, recogniseCommand } from './commands.ts';

export type Match = CommandMatch | BadgeMatch | OrderMatch | PartMatch | SlipMatch | ReturnMatch;

/** How a room recognises its codes. Registered in the composition root; one match acts, several ask, none is unknown. */
export type Recognise = (reader: Reader, text: string, symbology: string | null) => readonly Match[];

export const RECOGNISERS: readonly Recognise[] = [
  (_reader, text) => recogniseCommand(text),
  recogniseBadge,
  recogniseOrder,
  recognisePart,
  recogniseSerial,
  recogniseSlip,
  recogniseReturn,
];

/** `symbology`: the AIM id, where the scanner sends one or the code came from a scanner at all. */
export function matchesOf(
  reader: Reader,
  recognisers: readonly Recognise[],
  text: string,
  symbology: string | null,
): Match[] {
  return recognisers.flatMap((recognise) => recognise(reader, text, symbology));
}
