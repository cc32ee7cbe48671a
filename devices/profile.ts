import { type Static, Type } from 'typebox';
import { closed, Fnc3Place, Hex, identity, Words } from './profile-vocabulary.ts';

/**
 * The shape of `firmware-profiles/<family>/<name>.yaml`. A profile is data: what a model sends and understands, where that is
 * written, and captured bytes that prove it. Unknown keys are refused, so that a misspelt one is found.
 */

const millimetres = Type.Number({ minimum: 0, maximum: 1000 });
/** The rows of `printers/page.ts`; spans may leave out size and weight. */
const SampleRow = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('text'),
      height_mm: millimetres,
      spans: Type.Array(
        Type.Object(
          {
            x_mm: millimetres,
            text: Type.String(),
            scaleX: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
            scaleY: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
            bold: Type.Optional(Type.Boolean()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('space'), height_mm: millimetres }, closed),
  Type.Object({ kind: Type.Literal('rule'), height_mm: millimetres, dashed: Type.Boolean() }, closed),
  Type.Object(
    {
      kind: Type.Literal('code128'),
      x_mm: millimetres,
      height_mm: millimetres,
      module_mm: millimetres,
      text: Type.String(),
      fnc3: Type.Optional(Fnc3Place),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('qr'),
      x_mm: millimetres,
      module_mm: millimetres,
      level: Type.Enum(['L', 'M', 'Q', 'H'] as const),
      text: Type.String(),
    },
    closed,
  ),
]);

export const PrinterProfileSchema = Type.Object(
  {
    ...identity,
    family: Type.Literal('printer'),
    dialect: Type.Literal('esc-pos'),
    media: Type.Object(
      {
        paper_mm: Type.Number({ minimum: 20, maximum: 120 }),
        printable_mm: Type.Number({ minimum: 20, maximum: 120 }),
        dpi: Type.Enum([180, 203, 300] as const),
      },
      closed,
    ),
    /**
     * Motion units per inch (`ESC $`, `ESC 3`, `ESC J`, `GS L`), each a whole multiple of the dpi. `gs-p` sets them at the head of
     * every job; `fixed` means that the head knows no other.
     */
    motion: Type.Object(
      {
        horizontal: Type.Integer({ minimum: 100, maximum: 1000 }),
        vertical: Type.Integer({ minimum: 100, maximum: 1000 }),
        command: Type.Enum(['gs-p', 'fixed'] as const),
      },
      closed,
    ),
    chinese: Type.Object(
      {
        select: Type.Enum(['kanji-mode', 'none'] as const),
        encoding: Type.Enum(['gb18030-2byte', 'gb18030', 'gbk', 'utf8'] as const),
      },
      closed,
    ),
    commands: Type.Object(
      {
        /** `GS ( H` function 48: the head says when the job is on paper. */
        processId: Type.Boolean(),
        status: Type.Enum(['dle-eot', 'none'] as const),
        cutter: Type.Enum(['full', 'partial', 'none'] as const),
        /** `raster` draws the symbol here and sends it as a picture, for heads whose own encoder is missing or wrong. */
        qr: Type.Enum(['gs-k', 'raster'] as const),
        code128: Type.Enum(['gs-k', 'raster'] as const),
        drawer: Type.Enum(['esc-p', 'none'] as const),
        /** How what is left of a broken job is thrown away: real-time `DLE DC4` function 8, or NULs and `ESC @`. */
        abort: Type.Enum(['dle-dc4', 'esc-at'] as const),
      },
      closed,
    ),
    samples: Type.Array(
      Type.Object({ document: Type.Array(SampleRow, { minItems: 1 }), bytes: Hex, note: Words, source: Words }, closed),
      { minItems: 1 },
    ),
  },
  closed,
);
export type PrinterProfile = Static<typeof PrinterProfileSchema>;

/** The bytes of a marker: `hex:02` or `text:P1`; none for a profile without it. */
export const markerBytes = (marker: string | undefined): Uint8Array =>
  marker === undefined
    ? new Uint8Array()
    : marker.startsWith('hex:')
      ? hexBytes(marker.slice(4))
      : new TextEncoder().encode(marker.slice('text:'.length));

/** Hex pairs with or without blanks, as the schema's `Hex` allows them. */
export const hexBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
