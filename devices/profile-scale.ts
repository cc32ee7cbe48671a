import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Captured, closed, Hex, identity, Marker, SerialTransport, standing, Words } from './profile-vocabulary.ts';
import { ScaleProtocolSchema } from './scales/protocols.ts';
import { MASS_UNITS } from './scales/weight.ts';

const Decimal = Type.String({ pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' });
const MassUnitName = Type.Enum(MASS_UNITS);
const UnitName = Type.Enum([...MASS_UNITS, 'pcs'] as const);

/** What a frame of this model can say. A flag that is not listed is `unknown` (or absent) in every reading. */
export const SCALE_FLAGS = ['stable', 'net', 'tare', 'zero', 'overload', 'underload', 'quantity'] as const;

const SampleReading = Type.Object(
  {
    value: Type.Union([Decimal, Type.Null()]),
    unit: Type.Union([UnitName, Type.Null()]),
    /** Left out: unknown, or absent. */
    stable: Type.Optional(Type.Boolean()),
    net: Type.Optional(Type.Boolean()),
    zero: Type.Optional(Type.Boolean()),
    tare: Type.Optional(Decimal),
    overload: Type.Optional(Type.Literal(true)),
    underload: Type.Optional(Type.Literal(true)),
    quantity: Type.Optional(Decimal),
  },
  closed,
);

export const ScaleProfileSchema = Type.Object(
  {
    ...identity,
    family: Type.Literal('scale'),
    ...standing,
    transport: SerialTransport,
    protocol: ScaleProtocolSchema,
    /** `poll`: only when asked. `stream`: by itself, all the time. `on-change`: by itself, when a weight has settled or a key is pressed. */
    asks: Type.Enum(['poll', 'stream', 'on-change'] as const),
    poll: Type.Optional(
      Type.Object(
        {
          request: Marker,
          interval_ms: Type.Integer({ minimum: 50, maximum: 60_000 }),
          /** How long an answer may take. What comes later is stale. */
          reply_ms: Type.Integer({ minimum: 50, maximum: 60_000 }),
          /** It beeps at every request: then it is asked seldom. */
          beeps: Type.Boolean(),
        },
        closed,
      ),
    ),
    /** Bytes that make it stream, sent once it is open. */
    onOpen: Type.Optional(Marker),
    /** Of the size that the samples come from; an installation may say otherwise. */
    metrology: Type.Object(
      {
        unit: MassUnitName,
        capacity: Decimal,
        /** The smallest step of the display, d. */
        division: Decimal,
        /** The least load that may be weighed (Min on the plate). */
        minimum: Type.Optional(Decimal),
      },
      closed,
    ),
    flags: Type.Array(Type.Enum(SCALE_FLAGS)),
    /** Without a flag, a value is stable after it stood within one division for so long; a pause over `gap_ms` begins anew. */
    stability: Type.Object(
      {
        hold_ms: Type.Integer({ minimum: 100, maximum: 60_000 }),
        gap_ms: Type.Integer({ minimum: 100, maximum: 60_000 }),
      },
      closed,
    ),
    /** Silence after which the watchdog reopens the port; 0: it may rightly be silent. */
    silence_ms: Type.Integer({ minimum: 0, maximum: 600_000 }),
    /** Bytes that mean nothing for so long: another protocol, baud rate or device. */
    garbled_ms: Type.Integer({ minimum: 500, maximum: 600_000 }),
    samples: Type.Array(
      Type.Object(
        { bytes: Hex, readings: Type.Array(SampleReading), note: Words, source: Words, captured: Captured },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);
export type ScaleProfile = Static<typeof ScaleProfileSchema>;

/**
 * The schema with the one protocol that a profile names, so that a mistake is told in its words and not in those of all others. `value` is what the
 * file holds, unchecked.
 */
export function scaleSchemaFor(value: unknown): TSchema {
  const options = ScaleProtocolSchema.anyOf;
  const name = Value.Pointer.Get(value, '/protocol/name');
  const named = options.find(({ properties }) => properties.name.const === name);
  const protocol = named ?? Type.Object({ name: Type.Enum(options.map(({ properties }) => properties.name.const)) });
  return Type.Object({ ...ScaleProfileSchema.properties, protocol }, closed);
}

/** What the schema cannot say, as path and problem; null when it makes sense. */
export function scaleNonsense(profile: ScaleProfile): readonly [path: string, problem: string] | null {
  const { asks, poll, silence_ms, stability, metrology, flags, samples } = profile;
  if (asks === 'poll' && poll === undefined) return ['/poll', 'is missing, but the scale only speaks when asked'];
  if (asks === 'stream' && poll !== undefined) return ['/poll', 'makes no sense for a scale that streams'];
  if (poll !== undefined && poll.reply_ms < poll.interval_ms / 10)
    return ['/poll/reply_ms', 'is too short for its interval'];
  if (asks !== 'on-change' && silence_ms === 0)
    return ['/silence_ms', 'must be above 0 unless it speaks on change only'];
  if (asks === 'poll' && poll !== undefined && stability.gap_ms <= poll.interval_ms) {
    return ['/stability/gap_ms', 'must be above poll.interval_ms'];
  }
  if (Number(metrology.division) <= 0 || Number(metrology.capacity) <= Number(metrology.division)) {
    return ['/metrology', 'needs 0 < division < capacity'];
  }
  for (const [index, sample] of samples.entries()) {
    for (const reading of sample.readings) {
      const strange = SCALE_FLAGS.find((flag) => reading[flag] !== undefined && !flags.includes(flag));
      if (strange !== undefined) return [`/samples/${index}`, `shows ${strange}, which is not among the flags`];
    }
  }
  return null;
}
