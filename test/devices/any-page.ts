import fc from 'fast-check';
import type { Page, Row } from '../../devices/printers/page.ts';
import type { GrayPicture } from '../../devices/printers/png.ts';

/** Text with everything in it that a head could take for something else. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({
    unit: fc.constantFrom(...'领料单工单京·¥￥赟犇𠮷é°×〓AB19-. \x1b\x1d\x1c\x10\x04\x0a@!"\\^~,{}'),
    maxLength: 24,
  }),
);

/** From white paper to a black one, with edges and greys. */
const anyPicture: fc.Arbitrary<GrayPicture> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((light) => ({ width, height, light })),
  );

type Room = { readonly width_mm: number; readonly height_mm: number };

/** Rows on paper of that width; some stand over its right edge. */
function anyRow({ width_mm, height_mm: most_mm }: Room): fc.Arbitrary<Row> {
  const x_mm = fc.double({ min: 0, max: width_mm * 1.05, noNaN: true });
  const height_mm = fc.double({ min: 0, max: most_mm, noNaN: true });
  const codeText = fc.oneof(fc.stringMatching(/^[ -~]{0,24}$/), anyText);
  const span = fc.record({
    x_mm,
    text: anyText,
    scaleX: fc.integer({ min: 1, max: 4 }),
    scaleY: fc.integer({ min: 1, max: 4 }),
    bold: fc.boolean(),
  });
  const code = {
    x_mm: fc.double({ min: 0, max: width_mm * 0.8, noNaN: true }),
    height_mm,
    module_mm: fc.double({ min: 0.1, max: 1, noNaN: true }),
    text: codeText,
  };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('text' as const), height_mm, spans: fc.array(span, { maxLength: 4 }) }),
    },
    fc.record({ kind: fc.constant('space' as const), height_mm }),
    fc.record({
      kind: fc.constant('picture' as const),
      x_mm,
      width_mm: fc.double({ min: 0.1, max: width_mm * 1.2, noNaN: true }),
      height_mm: fc.double({ min: 0.1, max: most_mm, noNaN: true }),
      picture: anyPicture,
      words: fc.constant('照片'),
    }),
    fc.record({ kind: fc.constant('rule' as const), height_mm, dashed: fc.boolean() }),
    fc.record({ kind: fc.constant('code128' as const), ...code }),
    fc.record({
      kind: fc.constant('code128' as const),
      ...code,
      fnc3: fc.constantFrom('first' as const, 'last' as const),
    }),
    fc.record({
      kind: fc.constant('qr' as const),
      x_mm: code.x_mm,
      module_mm: fc.double({ min: 0.1, max: 2, noNaN: true }),
      level: fc.constantFrom('L' as const, 'M' as const, 'Q' as const, 'H' as const),
      text: codeText,
    }),
  );
}

export const anyPage = (room: Room, most = 6): fc.Arbitrary<Page> =>
  fc.record({ width_mm: fc.constant(room.width_mm), rows: fc.array(anyRow(room), { maxLength: most }) });
