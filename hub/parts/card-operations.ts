import { type BoundOperation, bindOperation, type OperationContext } from '../executor/binding.ts';
import type { JsonObject } from '../kernel/event.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { refuse } from '../kernel/refusal.ts';
import { findWarehouse, warehouseOfBin } from '../places/store.ts';
import {
  addWeight,
  changePart,
  retirePart,
  retireWeight,
  setBarcodes,
  setBinTare,
  setLot,
  setPhoto,
  setPriceLevel,
  setPrices,
  setRelation,
  setStocking,
} from './card-contract.ts';
import { barcodesRefusal, type CodeMeans, type HasUnnumbered, replaceBarcodes, unknownLevel } from './catalogue.ts';
import {
  packsOf,
  priceLevels,
  setFitments,
  setLevel,
  setLevelPrice,
  setLotRow,
  setOeNumbers,
  setPacks,
  setStockingRow,
} from './facts-store.ts';
import { setPhotoRow } from './picture-store.ts';
import { setRelationRow, supersedes } from './relation-store.ts';
import {
  isDay,
  massOfThousandth,
  packRefusal,
  pictureType,
  serialsRefusal,
  stockingRefusal,
  withOwnCode,
} from './rules.ts';
import { indexPart } from './search.ts';
import { countChange, findPart, type Part, updatePart } from './store.ts';
import { insertWeight, retireWeightRow, setBinTareRow } from './weight-store.ts';

const noSuchPart = (part: string) => refuse('parts.no-such-part', { code: part });

/** What was changed of a part, for whoever follows the catalogue. */
function changed({ tx, emit }: OperationContext, part: Part, what: JsonObject): Record<string, never> {
  countChange(tx);
  emit('part.changed', { part: part.id, number: part.number, ...what });
  return {};
}

/** Operations on what one part is and on what belongs to it. */
export function cardOperations(codeMeans: CodeMeans, hasUnnumbered: HasUnnumbered): BoundOperation[] {
  return [...masterOperations(codeMeans, hasUnnumbered), ...storeroomOperations];
}

function masterOperations(codeMeans: CodeMeans, hasUnnumbered: HasUnnumbered): BoundOperation[] {
  return [
    bindOperation(changePart, (context, { part: id, packs, oeNumbers, fitments, ...master }) => {
      const { tx } = context;
      const part = findPart(tx, id);
      if (part === undefined) return noSuchPart(id);
      const after = { ...part, ...master };
      // Quantities of before must stay quantities: 0.5 of a piece does not exist.
      if (after.decimals < part.decimals) return refuse('parts.fewer-decimals', { unit: part.unit });
      const refusal =
        packRefusal(packs ?? packsOf(tx, id), after.unit) ?? serialsRefusal(part, after, () => hasUnnumbered(tx, id));
      if (refusal !== null) return refusal;
      updatePart(tx, after);
      if (packs !== undefined) setPacks(tx, id, packs);
      if (oeNumbers !== undefined) setOeNumbers(tx, id, oeNumbers);
      if (fitments !== undefined) setFitments(tx, id, fitments);
      indexPart(tx, id);
      const lists = { packs, oeNumbers, fitments };
      const given = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
      return changed(context, part, { ...master, ...given } as JsonObject);
    }),

    bindOperation(setBarcodes, (context, { part: id, barcodes }) => {
      const { tx } = context;
      const part = findPart(tx, id);
      if (part === undefined) return noSuchPart(id);
      const all = withOwnCode(part.number, barcodes, ONE_UNIT);
      const refusal = barcodesRefusal(tx, all, id, codeMeans);
      if (refusal !== null) return refusal;
      replaceBarcodes(context, id, all);
      indexPart(tx, id);
      return changed(context, part, { barcodes: all });
    }),

    bindOperation(retirePart, (context, { part: id, retired }) => {
      const part = findPart(context.tx, id);
      if (part === undefined) return noSuchPart(id);
      if ((part.retiredAt !== null) === retired) return {};
      updatePart(context.tx, { ...part, retiredAt: retired ? context.at : null });
      indexPart(context.tx, id);
      return changed(context, part, { retired });
    }),

    bindOperation(setPrices, ({ tx, emit }, { part: id, retail, levels }) => {
      const part = findPart(tx, id);
      if (part === undefined) return noSuchPart(id);
      const unknown = unknownLevel(tx, Object.keys(levels));
      if (unknown !== undefined) return refuse('parts.no-such-level', { level: unknown });
      if (retail !== undefined) updatePart(tx, { ...part, price: retail });
      for (const [level, price] of Object.entries(levels)) setLevelPrice(tx, id, level, price);
      countChange(tx);
      emit('part.repriced', {
        part: id,
        number: part.number,
        before: part.price,
        retail: retail ?? part.price,
        levels,
      });
      return {};
    }),

    bindOperation(setPriceLevel, ({ tx, emit }, { code, name }) => {
      const taken = priceLevels(tx).find((level) => level.name === name);
      if (taken !== undefined && taken.code !== code) return refuse('parts.level-name-taken', { name });
      setLevel(tx, { code, name });
      countChange(tx);
      emit('part.level-set', { code, name });
      return {};
    }),

    bindOperation(setRelation, (context, { part: id, other: otherId, kind, related }) => {
      const { tx } = context;
      const [part, other] = [findPart(tx, id), findPart(tx, otherId)];
      if (part === undefined) return noSuchPart(id);
      if (other === undefined) return noSuchPart(otherId);
      if (id === otherId) return refuse('parts.related-to-itself');
      if (kind === 'supersedes' && related && supersedes(tx, otherId, id)) {
        return refuse('parts.supersession-circle', { part: part.name, number: part.number });
      }
      setRelationRow(tx, id, otherId, kind, related);
      if (kind === 'substitute') setRelationRow(tx, otherId, id, kind, related);
      return changed(context, part, { relation: kind, other: otherId, related });
    }),
  ];
}

const storeroomOperations: readonly BoundOperation[] = [
  bindOperation(setStocking, (context, { part: id, ...stocking }) => {
    const { tx } = context;
    const part = findPart(tx, id);
    if (part === undefined) return noSuchPart(id);
    if (findWarehouse(tx, stocking.warehouse) === undefined) return refuse('places.no-such-warehouse', {});
    if (stocking.homeBin !== null && warehouseOfBin(tx, stocking.homeBin) !== stocking.warehouse) {
      return refuse('places.no-such-bin', {});
    }
    const refusal = stockingRefusal(part, stocking.minimum, stocking.maximum);
    if (refusal !== null) return refusal;
    setStockingRow(tx, id, stocking);
    return changed(context, part, { stocking });
  }),

  bindOperation(setLot, (context, { part: id, lot, expiresOn }) => {
    const part = findPart(context.tx, id);
    if (part === undefined) return noSuchPart(id);
    if (!part.lotTracked) return refuse('parts.no-lots', { part: part.name, model: part.model, number: part.number });
    if (expiresOn !== null && !isDay(expiresOn)) return refuse('parts.no-such-day', { day: expiresOn });
    setLotRow(context.tx, id, { lot, expiresOn });
    return changed(context, part, { lot, expiresOn });
  }),

  bindOperation(addWeight, ({ tx, at, newId, emit }, { part: id, ...measured }) => {
    const part = findPart(tx, id);
    if (part === undefined) return noSuchPart(id);
    // What is weighed out has no weight of a unit: its quantity is its weight. Of a litre or a metre it says how heavy it is.
    if (part.decimals > 0 && massOfThousandth(part.unit) !== null) {
      return refuse('parts.not-countable', {
        part: part.name,
        model: part.model,
        number: part.number,
        unit: part.unit,
      });
    }
    const weight = { id: newId(), measuredAt: at, ...measured };
    insertWeight(tx, id, weight);
    emit('part.weighed', { part: id, number: part.number, weight: weight.id, ...measured });
    return { id: weight.id };
  }),

  bindOperation(retireWeight, ({ tx, at, emit }, { part, weight }) => {
    if (!retireWeightRow(tx, part, weight, at)) return refuse('parts.no-such-weight');
    emit('part.weight-retired', { part, weight });
    return {};
  }),

  bindOperation(setBinTare, ({ tx, emit }, { bin, tare_ug }) => {
    if (!setBinTareRow(tx, bin, tare_ug)) return refuse('places.no-such-bin', {});
    emit('bin.tared', { bin, tare_ug });
    return {};
  }),

  bindOperation(setPhoto, ({ tx, at, emit }, { part: id, data }) => {
    const part = findPart(tx, id);
    if (part === undefined) return noSuchPart(id);
    const bytes = new Uint8Array(Buffer.from(data, 'base64'));
    const type = pictureType(bytes);
    if (data !== '' && type === null) return refuse('parts.no-picture');
    setPhotoRow(tx, id, type === null ? null : { type, bytes }, at);
    emit('part.pictured', { part: id, number: part.number, bytes: bytes.length });
    return {};
  }),
];
