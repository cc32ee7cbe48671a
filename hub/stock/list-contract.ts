import { Type } from 'typebox';
import { Evidence } from '../kernel/evidence.ts';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name, PositiveQuantity, Wall } from '../kernel/schemas.ts';
import { MOVEMENT_KIND_NAMES } from './contract.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** 库存流水: newest first always; what is asked for narrows it. */
export const listHistory = defineQuery({
  name: 'stock.history',
  summary: 'The ledger (库存流水), the newest first: of a part, a person or a document when named',
  path: '/stock/history',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object(
    {
      ...LIST_REQUEST,
      part: Type.Optional(Id),
      location: Type.Optional(Id),
      document: Type.Optional(Id),
      kind: Type.Optional(Type.Enum([...MOVEMENT_KIND_NAMES])),
      /** Moved from here on, and before there. */
      from: Type.Optional(Wall),
      until: Type.Optional(Wall),
    },
    { additionalProperties: false },
  ),
  reply: listReply(
    Type.Object({
      id: Id,
      at: Wall,
      kind: Type.Enum([...MOVEMENT_KIND_NAMES]),
      part: Id,
      partNumber: Code,
      partName: Name,
      unit: Type.String(),
      lot: Type.String(),
      from: Type.String(),
      to: Type.String(),
      quantity: PositiveQuantity,
      document: Text,
      documentKind: Text,
      documentId: Text,
      evidence: Type.String({ description: 'Kind of what proved it' }),
      isReversed: Type.Boolean(),
    }),
  ),
});

/** Two taps from a number to its proof: the movement, and what proved it. */
export const showMovement = defineQuery({
  name: 'stock.movement',
  summary:
    'One movement with what proved it: the scan as it was read, the weighing, the hand, the operation and its person',
  path: '/stock/movements/:movement',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({ movement: Id }, { additionalProperties: false }),
  reply: Type.Object({
    movement: Type.Union([
      Type.Object({
        id: Id,
        evidence: Evidence,
        /** Who did it, and by which operation. */
        by: Text,
        operation: Text,
        station: Text,
        at: Wall,
        consumes: Text,
        reverses: Text,
        reversedBy: Text,
        scan: Type.Union([
          Type.Object({ text: Type.String(), symbology: Text, device: Type.String(), raw: Type.String(), at: Wall }),
          Type.Null(),
        ]),
        weighing: Type.Union([
          Type.Object({
            raw: Type.String(),
            value_ug: Type.Integer(),
            device: Type.String(),
            source: Type.String(),
            at: Wall,
          }),
          Type.Null(),
        ]),
      }),
      Type.Null(),
    ]),
  }),
});
