import { type Static, Type } from 'typebox';
import { Code, QuantityValue } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { SheetShape } from '../printing/contract.ts';

/** A code that a person can click on the bench instead of holding a card before a scanner. */
const Card = Type.Object({
  code: Type.String(),
  label: Type.String(),
  detail: Type.String(),
  symbology: Type.Union([Type.String(), Type.Null()]),
});

/** The bench of the demo workshop: every emulated device, to be used by hand. Changes go by `POST /api/v1/demo/…`. */
export const benchTopic = defineTopic({
  name: 'demo.bench',
  summary: 'The emulated devices of the demo workshop',
  who: ['visitor'],
  params: Type.Object({}, { additionalProperties: false }),
  state: Type.Object({
    staff: Type.Array(Type.Intersect([Card, Type.Object({ pin: Type.Union([Type.String(), Type.Null()]) })])),
    orders: Type.Array(Card),
    parts: Type.Array(Type.Intersect([Card, Type.Object({ unit: Type.String(), onHand: QuantityValue })])),
    commands: Type.Array(Card),
    scanners: Type.Array(Type.Object({ device: Code, station: Code, model: Type.String(), plugged: Type.Boolean() })),
    printers: Type.Array(
      Type.Object({
        device: Code,
        station: Code,
        model: Type.String(),
        plugged: Type.Boolean(),
        paper: Type.Enum(['ok', 'near-end', 'out']),
        coverOpen: Type.Boolean(),
        /** Newest first, at most four. */
        sheets: Type.Array(SheetShape),
      }),
    ),
    headOffice: Type.Object({ url: Type.Union([Type.String(), Type.Null()]), lineCut: Type.Boolean() }),
  }),
  staleOn: ['demo.', 'stock.', 'order.', 'part.', 'person.'],
});
export type Bench = Static<typeof benchTopic.state>;

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
