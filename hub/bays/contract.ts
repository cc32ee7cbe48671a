import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name, Nothing, PositiveQuantity, Remark, Wall } from '../kernel/schemas.ts';
import { Medium, SheetShape } from '../printing/contract.ts';
import { NOT_IN_USE } from '../requisitions/contract.ts';

const closed = { additionalProperties: false } as const;

export const askForParts = defineOperation({
  name: 'bays.ask-for-parts',
  summary:
    'A technician waits for parts at his bay (待料): what can be issued is submitted, what cannot waits as a draft (欠料), and the counter hears it',
  method: 'POST',
  path: '/bays/:station/parts',
  who: ['technician', 'supervisor'],
  request: Type.Object(
    {
      station: Code,
      order: Id,
      remark: Remark,
      lines: Type.Array(Type.Object({ part: Id, quantity: PositiveQuantity }, closed), { minItems: 1, maxItems: 100 }),
    },
    closed,
  ),
  reply: Type.Object({ wait: Id, requisition: Id, number: Type.String() }),
  refusals: [
    'orders.no-such-order',
    'orders.closed',
    'parts.no-such-part',
    ...NOT_IN_USE,
    'requisitions.too-many',
    'requisitions.whole-units',
    'bays.no-technician',
  ],
});

export const stopWaiting = defineOperation({
  name: 'bays.stop-waiting',
  summary: 'Nobody waits for these parts any more; what is not issued yet is cancelled',
  method: 'POST',
  path: '/parts-waits/:wait/end',
  who: ['technician', 'keeper', 'supervisor'],
  request: Type.Object({ wait: Id }, closed),
  reply: Nothing,
  refusals: [
    'bays.no-such-wait',
    'bays.wait-over',
    'bays.not-your-wait',
    'requisitions.not-yours',
    'requisitions.escrow-waits',
  ],
});

export const printBagTicket = defineOperation({
  name: 'bays.print-bag-ticket',
  summary: 'A ticket for the bag (料袋票): its code, scanned at the bay, signs for the parts and tells the wrong car',
  method: 'POST',
  path: '/requisitions/:requisition/bag-ticket',
  who: ['keeper', 'supervisor'],
  request: Type.Object({ requisition: Id, printer: Code }, closed),
  reply: Type.Object({ job: Id }),
  refusals: ['requisitions.no-such-slip', 'requisitions.not-approved', 'printing.no-such-printer'],
});

export const previewBagTicket = defineQuery({
  name: 'bays.preview-bag-ticket',
  summary: 'The ticket for the bag of a requisition as it will be on paper',
  path: '/requisitions/:requisition/bag-ticket/preview',
  who: ['keeper', 'advisor', 'supervisor', 'manager'],
  request: Type.Object({ requisition: Id, medium: Type.Optional(Medium) }, closed),
  /** No sheets: no such slip. */
  reply: Type.Object({ title: Type.String(), sheets: Type.Array(SheetShape) }),
});

export const lastUsed = defineQuery({
  name: 'bays.last-used',
  summary: 'What was issued last for this car, then for cars of its model: what a technician most likely asks for',
  path: '/repair-orders/:order/last-used',
  who: ['technician', 'keeper', 'advisor', 'supervisor', 'manager'],
  request: Type.Object({ order: Id }, closed),
  reply: Type.Object({
    parts: Type.Array(
      Type.Object({
        part: Id,
        number: Code,
        name: Name,
        model: Type.String(),
        spec: Type.String(),
        unit: Type.String(),
        decimals: Type.Integer(),
        /** How much the last time. */
        quantity: PositiveQuantity,
        isSameCar: Type.Boolean(),
      }),
    ),
  }),
});

/** Refusals that only a scan at a bay meets. */
export const BAY_SCAN_REFUSALS = ['bays.wrong-car', 'bays.no-car'] as const;

/** A bay that waits for parts, as the counter and the bay show it. */
export const PartsWait = Type.Object({
  id: Id,
  requisition: Id,
  number: Type.String(),
  bay: Name,
  technician: Name,
  plate: Type.Union([Type.String(), Type.Null()]),
  newEnergy: Type.Boolean(),
  since: Wall,
  /** 事后补签: the technician has the parts, and a keeper decides afterwards. */
  isTaken: Type.Boolean(),
  /** 配件已备: issued and not fetched yet. */
  readyAt: Type.Union([Wall, Type.Null()]),
  /** Nothing of it can be issued now. */
  isLacking: Type.Boolean(),
});
export type PartsWait = Static<typeof PartsWait>;
