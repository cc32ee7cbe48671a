import { Type } from 'typebox';

/** What proved a quantity or a time. `ref` leads to the record: a scan id, a print job, a frame. */
export const Evidence = Type.Object({
  kind: Type.Union([
    Type.Literal('scan'),
    Type.Literal('weight'),
    Type.Literal('manual'),
    Type.Literal('tap'),
    Type.Literal('sensor'),
    Type.Literal('signature'),
    Type.Literal('print'),
  ]),
  ref: Type.Union([Type.String(), Type.Null()]),
});
export type Evidence = Type.Static<typeof Evidence>;
