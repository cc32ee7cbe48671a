import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, FactsValue, Id, Nothing, Wall } from '../kernel/schemas.ts';

/** `kept`: a fact that nobody waited for; it is answered by no tone. */
export const WEIGHING_OUTCOMES = ['accepted', 'refused', 'kept'] as const;

/** Sentences about weighings besides the refusals of the rooms, with their facts. */
export const WEIGHING_CODES = [
  'weighing.set', // part, unit, quantity (of the line now), plusMinus (pieces), net
  'weighing.agrees', // part, unit, quantity, plusMinus, net
  'weighing.measured', // part, unit, quantity, net
  'weighing.differs', // part, unit, quantity (what the scale says), wanted (what the slip says)
  'weighing.less', // part, unit, quantity (that is left on the pan), wanted
  'weighing.spread', // part, unit, pieces, plusMinus
  'weighing.between-pieces', // part, unit, estimate
  'weighing.enlarge-sample', // part, unit, pieces, n, needed
  'weighing.too-different', // part
  'weighing.no-piece-weight', // part, n (a good sample)
  'weighing.readability', // part, division
  'weighing.minimum-load', // minimum
  'weighing.negative', // nothing
  'weighing.no-weight', // nothing
  'weighing.scan-first', // nothing
  'weighing.kept', // net
  'weighing.first-look', // bin
  'weighing.taken', // bin, much
  'weighing.put-back', // bin, much
] as const;

/** One weighing, and what came of it. */
export const WeighingResult = Type.Object({
  weighing: Id,
  outcome: Type.Enum([...WEIGHING_OUTCOMES]),
  code: Type.String(),
  facts: FactsValue,
  at: Wall,
});
export type WeighingResult = Static<typeof WeighingResult>;

const closed = { additionalProperties: false } as const;
const sampleRequest = Type.Object(
  {
    /** A weighing of the counter's scale: what lies there is the sample. */
    weighing: Id,
    part: Id,
    pieces: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Counted by hand' }),
  },
  closed,
);

/** What a sample tells. */
export const SampleFacts = Type.Object({
  /** Average of one piece, micrograms. */
  pieceWeight: Type.Integer(),
  n: Type.Integer(),
  /** How much single pieces differ: 10000 is 1 %. */
  cv: Type.Integer(),
  /** Nobody has measured how much these pieces differ: the upper end of the usual is assumed. */
  cvAssumed: Type.Boolean(),
  /** The most pieces that this sample can count with certainty on this scale. */
  certainUpTo: Type.Integer(),
});
export type SampleFacts = Static<typeof SampleFacts>;

const SAMPLE_REFUSALS = [
  'weighing.no-such-weighing',
  'weighing.load-gone',
  'parts.no-such-part',
  'weighing.readability',
  'weighing.minimum-load',
  'weighing.negative',
  'weighing.no-weight',
] as const;

export const takeSample = defineOperation({
  name: 'weighing.take-sample',
  summary: 'So many pieces lie on the pan, counted by hand: the average weight of a piece (单重)',
  method: 'POST',
  path: '/weighings/:weighing/sample',
  who: ['keeper', 'manager'],
  request: sampleRequest,
  reply: SampleFacts,
  refusals: [...SAMPLE_REFUSALS],
});

export const previewSample = defineQuery({
  name: 'weighing.preview-sample',
  summary: 'What a sample would tell, before it is taken',
  path: '/weighings/:weighing/sample',
  who: ['keeper', 'manager'],
  request: sampleRequest,
  reply: Type.Object({
    sample: Type.Union([SampleFacts, Type.Null()]),
    /** Why not; null: it can be taken. */
    problem: Type.Union([Type.Object({ code: Type.String(), facts: FactsValue }), Type.Null()]),
  }),
});

export const weighBin = defineOperation({
  name: 'weighing.weigh-bin',
  summary: 'The empty bin or bag that the parts of a bin are weighed in lies on the pan: that is its tare (皮重)',
  method: 'POST',
  path: '/weighings/:weighing/bin-tare',
  who: ['keeper', 'manager'],
  request: Type.Object({ weighing: Id, bin: Id }, closed),
  reply: Nothing,
  refusals: ['weighing.no-such-weighing', 'weighing.load-gone', 'weighing.negative', 'places.no-such-bin'],
});

/** What a part weighs, as the counter shows it. */
export const PieceWeightNow = Type.Object({
  part: Id,
  pieceWeight: Type.Integer(),
  n: Type.Integer(),
  cv: Type.Integer(),
  source: Type.Enum(['sample', 'learned', 'entered']),
  scale: Type.Union([Code, Type.Literal('')]),
  measuredAt: Wall,
});
