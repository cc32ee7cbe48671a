import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { closed, Fnc3Place, Hex, identity, SerialTransport, Words } from './profile-vocabulary.ts';

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

const samples = Type.Array(
  Type.Object({ document: Type.Array(SampleRow, { minItems: 1 }), bytes: Hex, note: Words, source: Words }, closed),
  { minItems: 1 },
);

const common = {
  ...identity,
  family: Type.Literal('printer'),
  /** What no manual says and nobody has tried: one sentence each. Empty when every fact is in the sources. */
  unverified: Type.Array(Words),
  /** Factory settings of its serial line, for models that have one. */
  line: Type.Optional(
    Type.Object(
      { ...SerialTransport.properties, flow: Type.Optional(Type.Enum(['none', 'rts-cts', 'xon-xoff'] as const)) },
      closed,
    ),
  ),
  samples,
};

/** `gb2312`: only the hanzi and signs of 1980, for heads that do not say more; `gb18030-2byte`: GBK; `gb18030`: four bytes too. */
const Encoding = Type.Enum(['gb18030-2byte', 'gb18030', 'gbk', 'gb2312', 'utf8'] as const);
export type ChineseEncoding = Static<typeof Encoding>;

const printable_mm = Type.Number({ minimum: 20, maximum: 400 });

/** Receipt heads: pages follow each other on a roll. */
const EscposSchema = Type.Object(
  {
    ...common,
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
        encoding: Encoding,
      },
      closed,
    ),
    commands: Type.Object(
      {
        /** `GS ( H` function 48: the head says when the job is on paper. */
        processId: Type.Boolean(),
        status: Type.Enum(['dle-eot', 'none'] as const),
        cutter: Type.Enum(['full', 'partial', 'none'] as const),
        /** `GS v 0` prints pictures; a head without it prints the words that stand for them, and hyphens for rules. */
        raster: Type.Enum(['gs-v-0', 'none'] as const),
        /** `raster` draws the symbol here and sends it as a picture, for heads whose own encoder is missing or wrong. */
        qr: Type.Enum(['gs-k', 'raster'] as const),
        code128: Type.Enum(['gs-k', 'raster'] as const),
        drawer: Type.Enum(['esc-p', 'none'] as const),
        /** How what is left of a broken job is thrown away: real-time `DLE DC4` function 8, or NULs and `ESC @`. */
        abort: Type.Enum(['dle-dc4', 'esc-at'] as const),
      },
      closed,
    ),
  },
  closed,
);

/** 24-pin heads of 180 dots per inch on fan-fold paper: ESC/P and ESC/P2, with the Chinese ESC/P-K or without. */
const EscpSchema = Type.Object(
  {
    ...common,
    dialect: Type.Literal('esc-p'),
    media: Type.Object(
      {
        paper_mm: Type.Number({ minimum: 76, maximum: 420 }),
        printable_mm,
        /** By what an 11 inch fold is divided into; in lines of 1/6 inch, since `ESC C NUL` can only say whole inches. The first is the ordinary one. */
        forms: Type.Array(
          Type.Object(
            { name: Type.Enum(['whole', 'half', 'third'] as const), lines: Type.Integer({ minimum: 6, maximum: 127 }) },
            closed,
          ),
          { minItems: 1 },
        ),
      },
      closed,
    ),
    /** Half-width characters to the inch; a hanzi is two of them wide. */
    pitch_cpi: Type.Enum([10, 12] as const),
    /** `none`: the head has no hanzi, they are drawn. */
    chinese: Type.Union([
      Type.Object({ select: Type.Literal('none') }, closed),
      Type.Object(
        {
          select: Type.Literal('hanzi-mode'),
          encoding: Encoding,
        },
        closed,
      ),
    ]),
    /**
     * The FS commands that may be sent. Plain ESC/P2 machines take several of them for something else, so what is not here never leaves. `FS &`, `FS .`
     * and `FS S`, `FS T` go together with hanzi mode; without `FS W` nothing is printed in double size.
     */
    fs: Type.Array(Type.Enum(['FS &', 'FS .', 'FS S', 'FS T', 'FS W'] as const), { uniqueItems: true }),
  },
  closed,
);

const label = {
  /** Of the label, not of its backing; an installation may say otherwise for its own roll. */
  media: Type.Object(
    {
      width_mm: Type.Number({ minimum: 10, maximum: 200 }),
      height_mm: Type.Number({ minimum: 5, maximum: 400 }),
      gap_mm: Type.Number({ minimum: 0, maximum: 20 }),
      dpi: Type.Enum([203, 300] as const),
    },
    closed,
  ),
  commands: Type.Object(
    {
      qr: Type.Enum(['native', 'raster'] as const),
      code128: Type.Enum(['native', 'raster'] as const),
    },
    closed,
  ),
};

const TsplSchema = Type.Object(
  {
    ...common,
    ...label,
    dialect: Type.Literal('tspl'),
    /** The bitmap font of 24 dots with the hanzi of GB 2312 and half-width ASCII, which is called for all text; a head without one cannot be used. */
    font: Type.String({ pattern: '^[A-Z0-9.]+$' }),
  },
  closed,
);

const ZplSchema = Type.Object(
  {
    ...common,
    ...label,
    dialect: Type.Literal('zpl'),
    /** A Chinese font in the printer's memory, called by `^A@` with Unicode, for the hanzi of GB 2312; `none`: they are drawn. */
    chineseFont: Type.String({ pattern: '^(none|[RE]:[A-Z0-9]+\\.(FNT|TTF))$' }),
  },
  closed,
);

const DIALECTS = { 'esc-pos': EscposSchema, 'esc-p': EscpSchema, tspl: TsplSchema, zpl: ZplSchema } as const;
export type PrinterDialect = keyof typeof DIALECTS;

export type EscposProfile = Static<typeof EscposSchema>;
export type EscpProfile = Static<typeof EscpSchema>;
export type TsplProfile = Static<typeof TsplSchema>;
export type ZplProfile = Static<typeof ZplSchema>;
export type PrinterProfile = EscposProfile | EscpProfile | TsplProfile | ZplProfile;

/** The schema of the dialect that a profile names, so that a mistake is told in its words. `value` is what the file holds, unchecked. */
export function printerSchemaFor(value: unknown): TSchema {
  const named = Value.Pointer.Get(value, '/dialect');
  const dialects = Object.keys(DIALECTS) as PrinterDialect[];
  const dialect = dialects.find((name) => name === named);
  return dialect === undefined ? Type.Object({ dialect: Type.Enum(dialects) }) : DIALECTS[dialect];
}

/** What the schema cannot say, as path and problem; null when it makes sense. */
export function printerNonsense(profile: PrinterProfile): readonly [path: string, problem: string] | null {
  if (profile.dialect === 'esc-pos') return escposNonsense(profile);
  if (profile.dialect === 'esc-p') return escpNonsense(profile);
  return null;
}

function escposNonsense({ media, motion, commands }: EscposProfile): ReturnType<typeof printerNonsense> {
  if (media.printable_mm > media.paper_mm) return ['/media/printable_mm', 'is wider than the paper'];
  const drawn = (['qr', 'code128'] as const).find((kind) => commands[kind] === 'raster');
  if (commands.raster === 'none' && drawn !== undefined) return [`/commands/${drawn}`, 'needs raster'];
  for (const axis of ['horizontal', 'vertical'] as const) {
    if (motion[axis] % media.dpi !== 0) return [`/motion/${axis}`, `must be a whole multiple of ${media.dpi} dpi`];
    if (motion.command === 'gs-p' && motion[axis] > 255) {
      return [`/motion/${axis}`, 'GS P takes one byte per axis, so 255 at most'];
    }
  }
  return null;
}

function escpNonsense({ media, chinese, fs }: EscpProfile): ReturnType<typeof printerNonsense> {
  if (media.printable_mm > media.paper_mm) return ['/media/printable_mm', 'is wider than the paper'];
  const needed = ['FS &', 'FS .', 'FS S', 'FS T'] as const;
  const missing = needed.find((command) => !fs.includes(command));
  if (chinese.select === 'hanzi-mode' && missing !== undefined) return ['/fs', `hanzi mode needs ${missing}`];
  if (chinese.select === 'none' && fs.length > 0) return ['/fs', 'has commands, but the head has no hanzi mode'];
  return null;
}
