import { type Static, Type } from 'typebox';
import { ROLES } from '../kernel/actor.ts';
import { Code, Name, QuantityValue } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { SheetShape } from '../printing/contract.ts';

/** A code that a person can click on the bench instead of holding a card before a scanner. */
const Card = Type.Object({
  code: Type.String(),
  label: Type.String(),
  detail: Type.String(),
  symbology: Type.Union([Type.String(), Type.Null()]),
});

/** null: a spare device, which belongs to no station. */
const StationOrSpare = Type.Union([Code, Type.Null()]);

/** The bench of the demo workshop: every emulated device, to be used by hand. Changes go by `POST /api/v1/demo/…`. */
export const benchTopic = defineTopic({
  name: 'demo.bench',
  summary: 'The emulated devices of the demo workshop',
  who: ['visitor'],
  params: Type.Object({}, { additionalProperties: false }),
  state: Type.Object({
    staff: Type.Array(Type.Intersect([Card, Type.Object({ pin: Type.Union([Type.String(), Type.Null()]) })])),
    /** Who works at the desk: one of each trade. */
    desk: Type.Array(
      Type.Object({ number: Code, name: Name, roles: Type.Array(Type.Enum([...ROLES])), pin: Type.String() }),
    ),
    orders: Type.Array(Card),
    parts: Type.Array(Type.Intersect([Card, Type.Object({ unit: Type.String(), onHand: QuantityValue })])),
    commands: Type.Array(Card),
    scanners: Type.Array(
      Type.Object({ device: Code, station: StationOrSpare, model: Type.String(), plugged: Type.Boolean() }),
    ),
    printers: Type.Array(
      Type.Object({
        device: Code,
        /** null: it stands in for those of the counters. */
        station: StationOrSpare,
        model: Type.String(),
        plugged: Type.Boolean(),
        /** null: a dot-matrix printer behind a print server tells nothing. */
        paper: Type.Union([Type.Enum(['ok', 'near-end', 'out']), Type.Null()]),
        coverOpen: Type.Boolean(),
        /** Newest first, at most four. */
        sheets: Type.Array(SheetShape),
      }),
    ),
    headOffice: Type.Object({ url: Type.Union([Type.String(), Type.Null()]), lineCut: Type.Boolean() }),
  }),
  staleOn: ['demo.scanner', 'demo.printer', 'demo.line', 'stock.', 'order.', 'part.', 'person.'],
});
export type Bench = Static<typeof benchTopic.state>;

/** Apart from the bench, because a display moves five times a second and the bench's cards and papers are many. */
export const scalesTopic = defineTopic({
  name: 'demo.scales',
  summary: 'The emulated scales of the demo workshop, as they stand on the bench',
  who: ['visitor'],
  params: Type.Object({}, { additionalProperties: false }),
  state: Type.Object({
    scales: Type.Array(
      Type.Object({
        device: Code,
        station: StationOrSpare,
        model: Type.String(),
        plugged: Type.Boolean(),
        /** Decimal and unit, "-0.50 kg"; null when the load is out of range. */
        display: Type.Union([Type.String(), Type.Null()]),
        range: Type.Enum(['ok', 'over', 'under']),
        stable: Type.Boolean(),
        net: Type.Boolean(),
        zero: Type.Boolean(),
        /** On the pan. */
        pieces: Type.Integer({ minimum: 0 }),
        hand: Type.Boolean(),
        shaken: Type.Boolean(),
        drifting: Type.Boolean(),
        frozen: Type.Boolean(),
      }),
    ),
  }),
  staleOn: ['demo.scale'],
});
export type ScaleOnBench = Static<typeof scalesTopic.state>['scales'][number];

/** `POST /api/v1/demo/scanners/:device/trigger`: the emulated scanner beeps and sends the code's bytes. */
export const TriggerRequest = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 2000 }), symbology: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);
/** `POST /api/v1/demo/scanners/:device/plug` and `POST /api/v1/demo/line` */
export const PlugRequest = Type.Object({ plugged: Type.Boolean() }, { additionalProperties: false });
/** `POST /api/v1/demo/printers/:device` */
export const PrinterRequest = Type.Object(
  {
    plugged: Type.Optional(Type.Boolean()),
    paper: Type.Optional(Type.Enum(['ok', 'near-end', 'out'])),
    coverOpen: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const MOST_PIECES = 1000;
const PieceCount = Type.Integer({ minimum: 1, maximum: MOST_PIECES });
const Weight = {
  /** Decimal above zero. */
  weight: Type.String({ pattern: '^(?=.*[1-9])\\d{1,5}(\\.\\d{1,6})?$' }),
  unit: Type.Enum(['g', 'kg']),
};
const Pieces = Type.Object({ pieces: PieceCount, ...Weight }, { additionalProperties: false });
const Once = Type.Literal(true);

/** `POST /api/v1/demo/scales/:device`: what one hand does, one act at a time. */
export const ScaleRequest = Type.Object(
  {
    /** Takes everything off and puts a drawer with so many pieces there; they differ a little, as pieces do. */
    fill: Type.Optional(Pieces),
    add: Type.Optional(Pieces),
    /** Takes off the pieces that came last; never more than there are. */
    take: Type.Optional(PieceCount),
    put: Type.Optional(Type.Object(Weight, { additionalProperties: false })),
    empty: Type.Optional(Once),
    /** Twice what it can carry, until it is emptied. */
    overload: Type.Optional(Once),
    tare: Type.Optional(Once),
    zero: Type.Optional(Once),
    hand: Type.Optional(Type.Boolean()),
    shake: Type.Optional(Type.Boolean()),
    drift: Type.Optional(Type.Boolean()),
    freeze: Type.Optional(Type.Boolean()),
    noise: Type.Optional(Once),
    plugged: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type ScaleRequest = Static<typeof ScaleRequest>;
