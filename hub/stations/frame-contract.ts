import { type Static, Type } from 'typebox';
import { defineQuery } from '../kernel/query.ts';
import { Wall } from '../kernel/schemas.ts';

/** The raw log of what devices said and were told. */

const closed = { additionalProperties: false } as const;
const orNull = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** Who may see what devices say. */
export const WATCHERS_OF_DEVICES = ['keeper', 'supervisor', 'manager', 'administrator'] as const;
/** A name as the hub gives them; it is also a folder's in the frame log. */
const DeviceName = Type.String({ pattern: '^[a-z0-9-]{1,80}$' });

/** What a frame on the wire was; the sentence lives with the screens. */
export const FrameMeaningValue = Type.Union([
  Type.Object({ is: Type.Literal('scan'), text: Type.String(), symbology: orNull(Type.String()) }),
  Type.Object({
    is: Type.Literal('weight'),
    value: orNull(Type.String()),
    unit: orNull(Type.String()),
    stable: Type.Union([Type.Boolean(), Type.Literal('unknown')]),
  }),
  Type.Object({ is: Type.Enum(['reply', 'status', 'undecoded', 'sent']) }),
  Type.Object({ is: Type.Literal('refused'), code: Type.String() }),
]);
export type FrameMeaningValue = Static<typeof FrameMeaningValue>;

/** One line of the frame log: a frame, or the same frame several times over. */
export const LoggedFrame = Type.Object({
  /** Wall time of the first and of the last of them. */
  at: Wall,
  until: Wall,
  times: Type.Integer({ minimum: 1 }),
  direction: Type.Enum(['in', 'out']),
  /** Hex. One chunk for a line, one a report for HID. */
  chunks: Type.Array(Type.String()),
  meaning: FrameMeaningValue,
  /** Frames before this one that were left out because this device says more than a day's file may hold. */
  left: Type.Integer({ minimum: 0 }),
});
export type LoggedFrame = Static<typeof LoggedFrame>;

export const listFrames = defineQuery({
  name: 'stations.list-frames',
  summary: 'What a device said and was told, as it went over the wire; kept for 30 days. Newest first',
  path: '/devices/:device/frames',
  who: WATCHERS_OF_DEVICES,
  request: Type.Object(
    {
      device: DeviceName,
      /** Frames that ended before this time; left out: the newest. */
      before: Type.Optional(Wall),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    },
    closed,
  ),
  reply: Type.Object({ frames: Type.Array(LoggedFrame), isComplete: Type.Boolean() }),
});

export const frameSample = defineQuery({
  name: 'stations.frame-sample',
  summary: 'A stretch of the frame log as a sample for a profile (YAML), with the events that it gives',
  path: '/devices/:device/sample',
  who: WATCHERS_OF_DEVICES,
  request: Type.Object({ device: DeviceName, from: Wall, until: Wall, note: Type.String({ maxLength: 200 }) }, closed),
  reply: Type.Object({
    /** null: this stretch makes no sample; `problem` says why. */
    yaml: orNull(Type.String()),
    problem: orNull(
      Type.Object({
        code: Type.Enum(['nothing-there', 'no-such-device', 'not-a-sample', 'too-long']),
        detail: Type.String(),
      }),
    ),
    /** Where it belongs: `firmware-profiles/<family>/<profile>.yaml`. */
    file: Type.String(),
    frames: Type.Integer(),
  }),
});
