import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, FactsValue, Id, Name, Nothing, Wall } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { PrintJobSummary } from '../printing/contract.ts';
import { Slip } from '../requisitions/contract.ts';

/** What a scan turned out to be. */
export const MEANINGS = ['badge', 'order', 'part', 'command', 'unknown', 'ambiguous'] as const;
/** What came of it; each has a tone of its own. */
export const SCAN_OUTCOMES = ['accepted', 'refused', 'duplicate', 'unknown'] as const;

/** Sentences about scans besides the refusals of the rooms, with their facts. */
export const SCAN_CODES = [
  'scans.part-added', // part, unit, quantity (of the line now), issuable
  'scans.receiver-set', // person
  'scans.order-set', // number, plate
  'scans.kit', // nothing
  'scans.undone', // nothing
  'scans.cancelled', // number
  'scans.issued', // number, lines
  'scans.pin-needed', // person
  'scans.duplicate', // text
  'scans.unknown', // text
  'scans.unreadable', // text, defect
  'scans.ambiguous', // text, matches
  'scans.station-closed', // nothing
  'scans.nothing-in-progress', // nothing
] as const;

export const ScanResult = Type.Object({
  scan: Id,
  text: Type.String(),
  symbology: Type.Union([Type.String(), Type.Null()]),
  meaning: Type.Enum([...MEANINGS]),
  outcome: Type.Enum([...SCAN_OUTCOMES]),
  /** Code of the sentence to show: a refusal's code, or 'scans.part-added' and the like. */
  code: Type.String(),
  facts: FactsValue,
  at: Wall,
});
export type ScanResult = Static<typeof ScanResult>;

export const configureStation = defineOperation({
  name: 'stations.configure',
  summary: 'A station as the configuration has it: its kind and its warehouse',
  method: 'PUT',
  path: '/stations/:station',
  who: [],
  request: Type.Object(
    {
      station: Code,
      kind: Type.Enum(['counter']),
      name: Name,
      /** Code of the warehouse that this counter issues from. */
      warehouse: Code,
    },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['places.no-such-warehouse'],
});

export const journalScan = defineOperation({
  name: 'stations.journal-scan',
  summary: 'A scan with its raw bytes, kept before anything is decided',
  method: 'POST',
  path: '/stations/:station/scans',
  who: [],
  request: Type.Object(
    {
      station: Code,
      device: Code,
      scan: Id,
      text: Type.String({ maxLength: 4096 }),
      symbology: Type.Union([Type.String({ maxLength: 3 }), Type.Null()]),
      /** Hex. */
      raw: Type.String({ maxLength: 16_384 }),
      at: Wall,
      /** The scanner beeped long before this could be kept: it is offered, not acted on. */
      late: Type.Boolean(),
      /** Why the bytes were not a code ('too-long', 'bad-checksum' …); null for a good scan. */
      defect: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
      /** Milliseconds since the same scanner gave the same code, if that was its previous one; null otherwise. */
      repeatsAfter_ms: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: [],
});

export const interpretScan = defineOperation({
  name: 'stations.interpret-scan',
  summary: 'Find out what a kept scan means at its station and do it',
  method: 'POST',
  path: '/scans/:scan/interpretation',
  who: [],
  request: Type.Object({ scan: Id }, { additionalProperties: false }),
  reply: ScanResult,
  refusals: ['stations.no-such-scan'],
});

export const retireStation = defineOperation({
  name: 'stations.retire',
  summary: 'A station that the configuration no longer has',
  method: 'DELETE',
  path: '/stations/:station',
  who: [],
  request: Type.Object({ station: Code }, { additionalProperties: false }),
  reply: Nothing,
  refusals: [],
});

export const markMissed = defineOperation({
  name: 'stations.mark-missed',
  summary: 'Scans that were kept but not acted on when the hub went down are offered, never acted on by themselves',
  method: 'POST',
  path: '/scans/missed',
  who: [],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({ missed: Type.Integer() }),
  refusals: [],
});

export const closeIdle = defineOperation({
  name: 'stations.close-idle',
  summary: 'Counters and desks that nobody used for long close by themselves',
  method: 'POST',
  path: '/stations/idle',
  who: [],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({ closed: Type.Integer() }),
  refusals: [],
});

export const takeMissedScan = defineOperation({
  name: 'stations.take-missed-scan',
  summary: 'A scan that was kept while the hub was going down: act on it now, or let it go',
  method: 'POST',
  path: '/scans/:scan/decision',
  who: ['keeper'],
  request: Type.Object({ scan: Id, act: Type.Boolean() }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['stations.no-such-scan', 'stations.scan-already-decided', 'requisitions.not-keeper'],
});

export const listStations = defineQuery({
  name: 'stations.list',
  summary: 'The stations of this workshop',
  path: '/stations',
  who: ['visitor'],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({
    demo: Type.Boolean(),
    stations: Type.Array(Type.Object({ id: Code, kind: Type.Enum(['counter']), name: Name })),
  }),
});

const PersonRef = Type.Object({ id: Id, name: Name });

/** Everything that a counter page shows of its slip and its scans. */
export const counterTopic = defineTopic({
  name: 'stations.counter',
  summary: 'One parts counter: its keeper, the slip in progress, the last scans, its paper',
  who: ['visitor'],
  params: Type.Object({ station: Code }, { additionalProperties: false }),
  state: Type.Object({
    demo: Type.Boolean(),
    station: Type.Union([
      Type.Object({ id: Code, name: Name, warehouse: Name, printer: Type.Union([Code, Type.Null()]) }),
      Type.Null({ description: 'There is no station of that name' }),
    ]),
    /** Who opened the station with badge and PIN; null: closed. */
    keeper: Type.Union([PersonRef, Type.Null()]),
    /** A keeper's badge was scanned; the page asks for the PIN. */
    awaitingPin: Type.Union([Type.Object({ person: PersonRef, scan: Id }), Type.Null()]),
    /** The slip in progress (DRAFT). */
    slip: Type.Union([Slip, Type.Null()]),
    /** The slip that was issued last at this station, shown until the next one begins. */
    lastIssued: Type.Union([Slip, Type.Null()]),
    /** Newest first, at most eight. */
    scans: Type.Array(ScanResult),
    /** Kept while the hub was going down, not acted on yet. */
    missed: Type.Array(Type.Object({ scan: Id, text: Type.String(), at: Wall })),
    /** Jobs that are not finished, and the last finished one. Newest first. */
    print: Type.Array(PrintJobSummary),
    /** Submitted elsewhere, waiting for any one keeper. */
    toApprove: Type.Array(Slip, { description: 'At most twenty, the oldest first' }),
  }),
  staleOn: [
    'scan.interpreted',
    'scan.missed',
    'scan.let-go',
    'requisition.',
    'print.',
    'session.',
    'stock.',
    'station.',
    'order.',
  ],
});

/** What the device lamps show. Not from the store: it is as fresh as the devices. */
export const devicesTopic = defineTopic({
  name: 'stations.devices',
  summary: 'State of every device of a station',
  who: ['visitor'],
  params: Type.Object({ station: Code }, { additionalProperties: false }),
  state: Type.Object({
    /** Whether the store can keep what happens: 'full' is the disk, 'fault' anything else of the machine. */
    store: Type.Enum(['ok', 'full', 'fault']),
    /** Scans that beeped and could not be kept at once, since the start. They wait in memory and are offered when there is room. */
    lostScans: Type.Integer(),
    devices: Type.Array(
      Type.Object({
        device: Code,
        family: Type.Enum(['scanner', 'printer', 'scale']),
        model: Type.String(),
        state: Type.Enum([
          'stopped',
          'opening',
          'ready',
          'absent',
          'taken',
          'forbidden',
          'silent',
          'garbled',
          'failed',
        ]),
        address: Type.String(),
        detail: Type.String(),
        since: Wall,
        /** Printers only; null when nothing is known. */
        paper: Type.Union([Type.Enum(['ok', 'near-end', 'out']), Type.Null()]),
        coverOpen: Type.Boolean(),
        online: Type.Boolean(),
        error: Type.String(),
      }),
    ),
  }),
  staleOn: ['device.'],
});
