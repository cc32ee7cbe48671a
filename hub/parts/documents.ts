import type { Block } from '../kernel/document.ts';

export type PartLabelFacts = {
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  /** What a scan of the label shall give. */
  readonly code: string;
};

/** What stands on a part, its box or its shelf. */
export function partLabel({ number, name, model, spec, unit, code }: PartLabelFacts): Block[] {
  const detail = [model, spec, unit].filter((text) => text !== '').join(' · ');
  return [
    { block: 'text', text: name, align: 'left', bold: true },
    { block: 'text', text: number, align: 'left' },
    { block: 'space', height_mm: 1 },
    { block: 'barcode', text: code },
    // Last, since it may be longer than a label is high.
    ...(detail === '' ? [] : [{ block: 'text', text: detail, align: 'left', ifRoom: true } as const]),
  ];
}
