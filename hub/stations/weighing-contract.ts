import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, FactsValue, Id, Name, Nothing, QuantityValue, Wall } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { PieceWeightNow, WeighingResult } from '../weighing/contract.ts';

const closed = { additionalProperties: false } as const;
const orNull = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const journalWeighing = defineOperation({
  name: 'stations.journal-weighing',
  summary: 'A load that has come to rest on a scale of a counter, kept before anything is decided',
  method: 'POST',
  path: '/stations/:station/weighings',
  who: [],
  request: Type.Object(
    {
      station: Code,
      device: Code,
      weighing: Id,
      /** The load and its step, counted by the driver since it was opened. */
      cycle: Type.Integer({ minimum: 0 }),
      step: Type.Integer({ minimum: 0 }),
      /** Whole micrograms, net of what the scale has tared. */
      value: Type.Integer(),
      /** Since it last stood still; null: nobody saw that. */
      change: orNull(Type.Integer()),
      source: Type.Enum(['flag', 'derived']),
      tared: Type.Boolean(),
      /** The drawer that stands on the scale. */
      bin: orNull(Id),
      /** Hex. */
      raw: Type.String({ maxLength: 2048 }),
      at: Wall,
    },
    closed,
  ),
  reply: Nothing,
  refusals: [],
});

export const interpretWeighing = defineOperation({
  name: 'stations.interpret-weighing',
  summary: 'Find out what a kept weighing says of the work in hand at its station',
  method: 'POST',
  path: '/weighings/:weighing/interpretation',
  who: [],
  request: Type.Object({ weighing: Id }, closed),
  reply: WeighingResult,
  refusals: ['weighing.no-such-weighing'],
});

export const setSamplingAt = defineOperation({
  name: 'stations.set-sampling',
  summary:
    'A sample (取样) is laid on the pan of this counter, or is over: while it lasts, what is weighed is of no line',
  method: 'PUT',
  path: '/stations/:station/sampling',
  who: ['keeper'],
  request: Type.Object({ station: Code, on: Type.Boolean() }, closed),
  reply: Nothing,
  refusals: ['stations.no-such-station'],
});

export const takeLine = defineOperation({
  name: 'stations.take-line',
  summary: 'What is weighed next at this counter is of that line of the document in hand',
  method: 'PUT',
  path: '/stations/:station/line',
  who: ['keeper'],
  request: Type.Object({ station: Code, line: Id }, closed),
  reply: Nothing,
  refusals: ['stations.no-such-station', 'requisitions.no-such-line'],
});

/** What lies on the pan, as far as the line in hand can be counted. */
const LiveCount = Type.Object({
  outcome: Type.Enum(['certain', 'measured', 'not-certain']),
  /** Code of the sentence that says why not; 'weighing.set' or 'weighing.measured' when it is. */
  code: Type.String(),
  facts: FactsValue,
  quantity: orNull(QuantityValue),
});

export const ScaleNow = Type.Object({
  device: Code,
  label: Type.String(),
  state: Type.Enum(['stopped', 'opening', 'ready', 'absent', 'taken', 'forbidden', 'silent', 'garbled', 'failed']),
  reading: orNull(
    Type.Object({
      value: orNull(Type.String()),
      unit: orNull(Type.String()),
      stable: Type.Union([Type.Boolean(), Type.Literal('unknown')]),
      net: Type.Boolean(),
      overload: Type.Boolean(),
      underload: Type.Boolean(),
      empty: Type.Boolean(),
      at: Wall,
    }),
  ),
  /** Of the part in hand; null: none is, or nothing lies still on the pan. */
  count: orNull(LiveCount),
  /** The weighing of what lies on the pan now; null: nothing does, or it moves. */
  weighing: orNull(Id),
});
export type ScaleNow = Static<typeof ScaleNow>;

/** The pan of a counter, as fresh as its scale. */
export const scaleTopic = defineTopic({
  name: 'stations.scale',
  summary: 'The open pan of a counter: what lies there and how many pieces of the part in hand that is',
  who: ['visitor'],
  params: Type.Object({ station: Code }, closed),
  state: Type.Object({
    /** Null: no scale stands there, or all carry drawers. */
    scale: orNull(ScaleNow),
    /** The part in hand. */
    part: orNull(
      Type.Object({
        id: Id,
        line: Id,
        number: Code,
        name: Name,
        model: Type.String(),
        unit: Type.String(),
        /** Sold by weight or by measure, so that nothing is counted. */
        measured: Type.Boolean(),
        weight: orNull(PieceWeightNow),
        /** Where it lies, and what the empty bin weighs that it is weighed in (micrograms). */
        bin: orNull(Type.Object({ id: Id, code: Code, tare: orNull(Type.Integer()) })),
      }),
    ),
  }),
  staleOn: [
    'device.',
    'devices.said',
    'weight.',
    'scan.interpreted',
    'requisition.',
    'return.',
    'station.',
    'part.',
    'bin.',
  ],
});
