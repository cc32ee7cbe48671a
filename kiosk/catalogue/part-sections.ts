import { html, nothing, type TemplateResult } from 'lit';
import type { CataloguePart } from '../hub/contracts.ts';
import { wallDay } from '../hub/wall-time.ts';
import { moneyText, quantityText } from '../words/facts.ts';
import { type Key, say } from '../words/say.ts';

/** A heading with what is below it; nothing below it: nothing at all. */
export function section(title: Key, body: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
  return body === nothing ? nothing : html`<section data-section=${title}><h3>${say(title)}</h3>${body}</section>`;
}

function fact(label: Key, text: string): TemplateResult | typeof nothing {
  return text === '' ? nothing : html`<dt>${say(label)}</dt><dd>${text}</dd>`;
}

export function masterFacts(part: CataloguePart): TemplateResult {
  const packs = part.packs.map((pack) => `1 ${pack.unit} = ${quantityText(pack.quantity)} ${part.unit}`);
  const kept = [part.lotTracked ? say('part.lots-kept') : '', part.serialTracked ? say('part.serials-kept') : ''];
  return html`<dl>
    ${fact('part.model', part.model)}${fact('part.spec', part.spec)}${fact('part.brand', part.brand)}${fact('part.category', part.category)}
    ${fact('part.unit', [part.unit, ...packs].join(' · '))}
    ${fact('part.oe', part.oeNumbers.join(' · '))}${fact('part.fitments', part.fitments.join(' · '))}
    ${fact('part.kept', kept.filter((text) => text !== '').join(' · '))}
  </dl>`;
}

export function prices({ price, prices: others }: CataloguePart): TemplateResult {
  return html`<dl><dt>${say('part.price')}</dt><dd class="fig" data-price>${moneyText(price)}</dd>${others.map(({ name, price: of }) => html`<dt>${name}</dt><dd class="fig">${moneyText(of)}</dd>`)}</dl>`;
}

export function barcodes({ number, barcodes: others, unit }: CataloguePart): TemplateResult {
  return html`<dl><dt class="fig">${number}</dt><dd>1 ${unit}</dd>${others.map(({ code, packQuantity }) => html`<dt class="fig">${code}</dt><dd>${quantityText(packQuantity)} ${unit}</dd>`)}</dl>`;
}

/** Where all of it is now: each warehouse, its bins, and who holds some. */
export function whereabouts(part: CataloguePart): TemplateResult {
  const { unit, warehouses, bins, holders, lots } = part;
  const expires = (lot: string): string => lots.find((one) => one.lot === lot)?.expiresOn ?? '';
  const limit = (quantity: number | null): string => (quantity === null ? '–' : quantityText(quantity));
  return html`<table>
      <thead><tr><th>${say('part.warehouse')}</th><th class="num">${say('part.on-hand')}</th><th class="num">${say('part.reserved')}</th><th class="num">${say('part.limits')}</th></tr></thead>
      <tbody>${warehouses.map(
        (
          at,
        ) => html`<tr data-warehouse=${at.code} class=${at.minimum !== null && at.onHand < at.minimum ? 'bad' : ''}><td>${at.name}</td>
          <td class="num">${quantityText(at.onHand)} ${unit}</td><td class="num">${quantityText(at.reserved)}</td><td class="num">${limit(at.minimum)} / ${limit(at.maximum)}</td></tr>`,
      )}</tbody>
    </table>
    ${bins.length === 0 ? nothing : html`<dl>${bins.map(({ code, warehouse, lot, quantity }) => html`<dt class="fig">${warehouses.length > 1 ? `${warehouse} ` : ''}${code}</dt><dd>${quantityText(quantity)} ${unit}${lot === '' ? '' : ` · ${say('part.lot')} ${lot} ${expires(lot)}`}</dd>`)}</dl>`}
    ${holders.length === 0 ? nothing : html`<dl>${holders.map(({ name, quantity }) => html`<dt>${say('part.held-by', { person: name })}</dt><dd>${quantityText(quantity)} ${unit}</dd>`)}</dl>`}`;
}

/** Grams as people read them: three digits that mean something. */
export const gramText = (weight_ug: number): string => `${Number((weight_ug / 1e6).toPrecision(5))} g`;

/** Of pieces with how many were weighed and how much they differ; of a litre or a metre there is neither. */
export function weightRow(
  { decimals, unit }: CataloguePart,
  { weight_ug, n, cv_ppm, measuredAt, scale, source }: CataloguePart['weights'][number],
): TemplateResult {
  const of = decimals === 0 ? gramText(weight_ug) : `${gramText(weight_ug)} / ${unit}`;
  return html`<td><b class="fig">${of}</b><small>${say(`weight.${source}`)}${scale === '' ? '' : ` · ${scale}`} · ${wallDay(measuredAt)}</small></td>
    ${decimals > 0 ? nothing : html`<td class="num">n ${n}</td><td class="num">± ${(cv_ppm / 1e4).toFixed(2)} %</td>`}`;
}

export function lots({ lots: all }: CataloguePart): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<dl>${all.map(({ lot, expiresOn }) => html`<dt class="fig">${lot}</dt><dd>${expiresOn === null ? '–' : say('part.expires-on', { day: expiresOn })}</dd>`)}</dl>`;
}
