import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, FactsValue, Id, Name, Nothing, PositiveQuantity, Wall } from '../kernel/schemas.ts';
import { NOT_IN_USE } from '../requisitions/contract.ts';

/** What a scan turned out to be. */
export const MEANINGS = ['badge', 'order', 'part', 'slip', 'return', 'command', 'unknown', 'ambiguous'] as const;
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
  'scans.slip-opened', // number
  'scans.slip-waits', // number
  'scans.serial-named', // part, lot, slip
  'scans.serial-several', // part, lot, slips
  'scans.sign-now', // number, person
  'scans.signed', // number, person
  'scans.signed-all', // person, slips
  'scans.return-opened', // number, lines
  'scans.return-counted', // part, unit, quantity (of the line now), held
  'scans.return-received', // number, lines
  'scans.return-aside', // number
  'scans.return-open', // number
  'scans.return-whose', // nothing
  'scans.asked', // number
  'scans.bay-open', // person
  'scans.not-here', // bay
] as const;

/** 柜台, 工位. */
export const StationKind = Type.Enum(['counter', 'bay']);

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
      kind: StationKind,
      /** Of a bay: as repair orders call it. */
      name: Name,
      /** Code of the warehouse that it issues from, or gets its parts from. */
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

export const openDocument = defineOperation({
  name: 'stations.open-document',
  summary:
    'Scans of this counter go to that document from now on: a draft, an announced return, or a slip whose receiver signs',
  method: 'PUT',
  path: '/stations/:station/document',
  who: ['keeper'],
  request: Type.Object(
    { station: Code, kind: Type.Enum(['requisition', 'return', 'signing']), document: Id },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: [
    'stations.no-such-station',
    'requisitions.no-such-slip',
    'requisitions.not-a-draft',
    'requisitions.not-yours',
    'requisitions.not-approved',
    'requisitions.already-reversed',
    'requisitions.already-signed',
    'requisitions.already-decided',
    'returns.no-such-return',
    'returns.not-open',
    'returns.nothing-held',
    'holdings.not-yours',
    'people.no-such-person',
    'places.no-such-warehouse',
  ],
});

export const startReturnAt = defineOperation({
  name: 'stations.start-return',
  summary: 'Begin to check what an employee brings back at this counter, without his ticket',
  method: 'POST',
  path: '/stations/:station/returns',
  who: ['keeper'],
  request: Type.Object({ station: Code, person: Id }, { additionalProperties: false }),
  reply: Nothing,
  refusals: [
    'stations.no-such-station',
    'returns.nothing-held',
    'people.no-such-person',
    'holdings.not-yours',
    'places.no-such-warehouse',
  ],
});

export const addToList = defineOperation({
  name: 'stations.add-to-list',
  summary: "A part onto the list that a bay's technician is making for the car that stands there",
  method: 'POST',
  path: '/stations/:station/list',
  who: ['technician', 'supervisor'],
  request: Type.Object({ station: Code, part: Id, quantity: PositiveQuantity }, { additionalProperties: false }),
  reply: Nothing,
  refusals: [
    'bays.no-technician',
    'bays.no-car',
    'parts.no-such-part',
    ...NOT_IN_USE,
    'requisitions.too-many',
    'requisitions.whole-units',
    'requisitions.not-a-draft',
    'requisitions.not-yours',
    'requisitions.no-such-slip',
  ],
});

export const sendList = defineOperation({
  name: 'stations.send-list',
  summary: "The list of a bay's technician goes to the counter (待料)",
  method: 'POST',
  path: '/stations/:station/list/sending',
  who: ['technician', 'supervisor'],
  request: Type.Object({ station: Code }, { additionalProperties: false }),
  reply: Type.Object({ number: Type.String() }),
  refusals: [
    'bays.no-technician',
    'scans.nothing-in-progress',
    'requisitions.no-such-slip',
    'requisitions.not-a-draft',
    'requisitions.not-yours',
    'requisitions.no-lines',
    'requisitions.no-order',
    'requisitions.no-receiver',
    'orders.closed',
  ],
});

export const putAside = defineOperation({
  name: 'stations.put-aside',
  summary: 'The document in hand is put aside as it is; the next scan begins something else',
  method: 'DELETE',
  path: '/stations/:station/document',
  who: ['keeper', 'technician', 'supervisor'],
  request: Type.Object({ station: Code }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['stations.no-such-station'],
});

export const listStations = defineQuery({
  name: 'stations.list',
  summary: 'The stations of this workshop',
  path: '/stations',
  who: ['visitor'],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({
    demo: Type.Boolean(),
    stations: Type.Array(Type.Object({ id: Code, kind: StationKind, name: Name })),
  }),
});
