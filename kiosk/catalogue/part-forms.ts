import type { CataloguePart, PriceLevel, WarehouseBins } from '../hub/contracts.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import {
  type Filled,
  type FormField,
  fenOf,
  isWrong,
  isYes,
  linesOf,
  type PartForm,
  pairsOf,
  quantityOf,
  type Sent,
  textOf,
  yuanTyped,
} from './part-form.ts';

const DECIMALS = [0, 1, 2, 3].map((decimals) => ({ value: String(decimals), text: String(decimals) }));
const yes = (is: boolean): string => (is ? 'yes' : '');

function masterFields(part: CataloguePart | null, categories: readonly string[]): FormField[] {
  return [
    { name: 'name', label: 'part.name', kind: 'text', value: part?.name ?? '', required: true, longest: 120 },
    { name: 'model', label: 'part.model', kind: 'text', value: part?.model ?? '', longest: 120 },
    { name: 'spec', label: 'part.spec', kind: 'text', value: part?.spec ?? '', longest: 120 },
    { name: 'brand', label: 'part.brand', kind: 'text', value: part?.brand ?? '', longest: 60 },
    {
      ...{ name: 'category', label: 'part.category', kind: 'text', value: part?.category ?? '', longest: 60 },
      choices: categories.map((category) => ({ value: category, text: category })),
    },
    { name: 'unit', label: 'part.unit', kind: 'text', value: part?.unit ?? '个', required: true, longest: 10 },
    { name: 'decimals', label: 'part.decimals', kind: 'choice', value: String(part?.decimals ?? 0), choices: DECIMALS },
    { name: 'oeNumbers', label: 'part.oe', kind: 'lines', value: part?.oeNumbers.join('\n') ?? '' },
    { name: 'fitments', label: 'part.fitments', kind: 'lines', value: part?.fitments.join('\n') ?? '' },
    {
      ...{ name: 'packs', label: 'part.packs', kind: 'lines', hint: 'part.packs-hint' },
      value: part?.packs.map(({ unit, quantity }) => `${unit}=${quantityText(quantity)}`).join('\n') ?? '',
    },
    { name: 'lotTracked', label: 'part.lots-kept', kind: 'yes', value: yes(part?.lotTracked ?? false) },
    { name: 'serialTracked', label: 'part.serials-kept', kind: 'yes', value: yes(part?.serialTracked ?? false) },
  ];
}

function masterOf(filled: Filled) {
  const unit = textOf(filled, 'unit');
  const packs = pairsOf(linesOf(filled, 'packs'), unit);
  if (isWrong(packs)) return packs;
  return {
    ...{ name: textOf(filled, 'name'), model: textOf(filled, 'model'), spec: textOf(filled, 'spec'), unit },
    ...{ brand: textOf(filled, 'brand'), category: textOf(filled, 'category') },
    decimals: Number(textOf(filled, 'decimals')),
    oeNumbers: linesOf(filled, 'oeNumbers'),
    fitments: linesOf(filled, 'fitments'),
    packs: packs.map(({ name, quantity }) => ({ unit: name, quantity })),
    ...{ lotTracked: isYes(filled, 'lotTracked'), serialTracked: isYes(filled, 'serialTracked') },
  };
}

export function newPartForm(categories: readonly string[]): PartForm {
  return {
    title: 'part.new',
    fields: [
      { name: 'number', label: 'part.number', kind: 'text', value: '', required: true, longest: 80 },
      { name: 'price', label: 'part.price', kind: 'number', value: '', required: true, step: '0.01' },
      ...masterFields(null, categories),
      { name: 'barcodes', label: 'part.barcodes', kind: 'lines', value: '', hint: 'part.barcodes-hint' },
    ],
    send(filled) {
      const master = masterOf(filled);
      if (isWrong(master)) return master;
      const codes = pairsOf(linesOf(filled, 'barcodes'), master.unit);
      if (isWrong(codes)) return codes;
      const barcodes = codes.map(({ name, quantity }) => ({ code: name, packQuantity: quantity }));
      const request = { number: textOf(filled, 'number'), price: fenOf(filled, 'price') ?? 0, barcodes, ...master };
      return { name: 'parts.add', request };
    },
  };
}

export function masterForm(part: CataloguePart, categories: readonly string[]): PartForm {
  return {
    title: 'part.change',
    fields: masterFields(part, categories),
    send(filled): Sent {
      const master = masterOf(filled);
      return isWrong(master) ? master : { name: 'parts.change', request: { part: part.id, ...master } };
    },
  };
}

export function barcodesForm(part: CataloguePart): PartForm {
  const value = part.barcodes
    .map(({ code, packQuantity }) => (packQuantity === 1000 ? code : `${code}=${quantityText(packQuantity)}`))
    .join('\n');
  return {
    title: 'part.change-barcodes',
    fields: [{ name: 'barcodes', label: 'part.barcodes', kind: 'lines', value, hint: 'part.barcodes-hint' }],
    send(filled): Sent {
      const codes = pairsOf(linesOf(filled, 'barcodes'), part.unit);
      if (isWrong(codes)) return codes;
      const barcodes = codes.map(({ name, quantity }) => ({ code: name, packQuantity: quantity }));
      return { name: 'parts.set-barcodes', request: { part: part.id, barcodes } };
    },
  };
}

export function pricesForm(part: CataloguePart, levels: readonly PriceLevel[]): PartForm {
  const price = (code: string): number | undefined =>
    code === 'retail' ? part.price : part.prices.find(({ level }) => level === code)?.price;
  return {
    title: 'part.change-prices',
    fields: levels.map(({ code, name }) => ({
      ...{ name: code, label: 'part.price', title: name, kind: 'number', value: yuanTyped(price(code)), step: '0.01' },
      required: code === 'retail',
    })),
    send(filled): Sent {
      const others = levels.filter(({ code }) => code !== 'retail');
      const request = {
        part: part.id,
        retail: fenOf(filled, 'retail') ?? part.price,
        levels: Object.fromEntries(others.map(({ code }) => [code, fenOf(filled, code)])),
      };
      return { name: 'parts.set-prices', request };
    },
  };
}

export function stockingForm(part: CataloguePart, warehouse: WarehouseBins): PartForm {
  const now = part.warehouses.find(({ id }) => id === warehouse.id);
  const typed = (quantity: number | null | undefined): string =>
    quantity === null || quantity === undefined ? '' : quantityText(quantity);
  return {
    title: 'part.stocking',
    fields: [
      {
        ...{ name: 'homeBin', label: 'part.home-bin', kind: 'choice', value: now?.homeBin ?? '' },
        choices: [
          { value: '', text: say('part.none') },
          ...warehouse.bins.map(({ id, code }) => ({ value: id, text: code })),
        ],
      },
      { name: 'minimum', label: 'part.minimum', kind: 'text', value: typed(now?.minimum) },
      { name: 'maximum', label: 'part.maximum', kind: 'text', value: typed(now?.maximum) },
    ],
    send(filled): Sent {
      const minimum = quantityOf(textOf(filled, 'minimum'), part.unit, part.decimals);
      const maximum = quantityOf(textOf(filled, 'maximum'), part.unit, part.decimals);
      if (isWrong(minimum)) return minimum;
      if (isWrong(maximum)) return maximum;
      const homeBin = textOf(filled, 'homeBin');
      const place = { homeBin: homeBin === '' ? null : homeBin, minimum, maximum };
      return { name: 'parts.set-stocking', request: { part: part.id, warehouse: warehouse.id, ...place } };
    },
  };
}

export function weightForm(part: CataloguePart): PartForm {
  return {
    title: 'part.weight-new',
    fields: [
      { name: 'weight', label: 'part.weight-g', kind: 'number', value: '', required: true, step: '0.000001' },
      { name: 'n', label: 'part.weight-n', kind: 'number', value: '20', required: true, step: '1' },
      { name: 'cv', label: 'part.weight-cv', kind: 'number', value: '1', required: true, step: '0.0001' },
    ],
    send(filled): Sent {
      const weight_ug = Math.round(Number(textOf(filled, 'weight')) * 1e6);
      if (!(weight_ug > 0)) return { wrong: 'quantity.not-a-number', facts: {} };
      const cv_ppm = Math.round(Number(textOf(filled, 'cv')) * 1e4);
      const measured = { weight_ug, n: Number(textOf(filled, 'n')), cv_ppm, scale: '', source: 'entered' as const };
      return { name: 'parts.add-weight', request: { part: part.id, ...measured } };
    },
  };
}

/** Of what is poured or cut: how much was weighed, and what it weighed. A can of four litres will do. */
export function unitWeightForm(part: CataloguePart): PartForm {
  const { unit, decimals } = part;
  return {
    title: 'part.unit-weight-new',
    fields: [
      {
        ...{ name: 'amount', label: 'part.unit-weight-of', kind: 'text', value: '1', required: true },
        ...{ title: say('part.unit-weight-of', { unit }), hint: 'part.unit-weight-hint' },
      },
      { name: 'weight', label: 'part.unit-weight-g', kind: 'number', value: '', required: true, step: '0.01' },
    ],
    send(filled): Sent {
      const amount = quantityOf(textOf(filled, 'amount'), unit, decimals);
      if (isWrong(amount)) return amount;
      const weight_ug = amount === null ? 0 : Math.round((Number(textOf(filled, 'weight')) * 1e9) / amount);
      if (!(weight_ug > 0 && Number.isFinite(weight_ug))) return { wrong: 'quantity.not-a-number', facts: {} };
      const measured = { weight_ug, n: 1, cv_ppm: 0, scale: '', source: 'entered' as const };
      return { name: 'parts.add-weight', request: { part: part.id, ...measured } };
    },
  };
}

export function lotForm(part: CataloguePart): PartForm {
  return {
    title: 'part.lot-new',
    fields: [
      { name: 'lot', label: 'part.lot', kind: 'text', value: '', required: true, longest: 80 },
      { name: 'expiresOn', label: 'part.expires', kind: 'day', value: '' },
    ],
    send(filled): Sent {
      const day = textOf(filled, 'expiresOn');
      const request = { part: part.id, lot: textOf(filled, 'lot'), expiresOn: day === '' ? null : day };
      return { name: 'parts.set-lot', request };
    },
  };
}
