import { openWaits } from '../../hub/bays/store.ts';
import { Reactions } from '../../hub/executor/reactions.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { readReturn } from '../../hub/returns/slip.ts';
import { allReactions } from '../../hub/rooms.ts';
import { keeperActor, openShop, SETTINGS } from './shop.ts';

const settings = { ...SETTINGS, slipPrinter: () => 'p' };

export type AskedLine = {
  readonly part: string;
  readonly quantity: number;
  readonly lots?: readonly { readonly lot: string; readonly quantity: number }[];
};

/** A shop with a counter and a bay, whose reactions run when told: slips, rests, waits and returns by their ids. */
export async function openYard() {
  const shop = await openShop(settings);
  await shop.done('stations.configure', { station: 'bay-2', kind: 'bay', name: '2 号工位', warehouse: 'A' });
  await shop.done('stations.configure', { station: 'counter-1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  const fail = (error: unknown) => {
    throw error;
  };
  const runReactions = async (which: ReturnType<typeof allReactions>) => {
    const reactions = new Reactions(shop.store, shop.executor, which, fail);
    reactions.wake();
    await reactions.idle();
  };
  /** All of them, or those with such names. */
  const react = (of: (name: string) => boolean = () => true) =>
    runReactions(allReactions(settings).filter(({ name }) => of(name)));
  const technician = (person: string): Actor => ({ ...keeperActor(person), roles: ['technician'] });
  const { zhou, li } = { zhou: technician(shop.people.zhou), li: technician(shop.people.li) };
  const keeper = keeperActor(shop.people.wu, shop.clock.wall());

  /** A part that is kept by lots, by serial numbers, or neither. */
  const addPart = async (number: string, kept: object = {}) => {
    const { id } = await shop.done<{ id: string }>('parts.add', {
      ...{ number, name: `件 ${number}`, model: '', spec: '', unit: '个', category: '', price: 1000, decimals: 0 },
      ...{ barcodes: [{ code: `${number}-1`, packQuantity: 1000 }], ...kept },
    });
    return id;
  };
  const arrive = async (part: string, quantity: number, lot?: string) => {
    await shop.done('stock.open-balance', { part, bin: shop.bin, quantity, remark: '', ...(lot ? { lot } : {}) });
    await react();
  };
  const slip = (id: string) => shop.store.read((reader) => readSlip(reader, id));
  /** A draft for the car, or as `more` says. */
  const draft = async (lines: readonly AskedLine[], more: object = {}, actor: Actor = keeper) => {
    const { warehouse, people, order } = shop;
    const head = { warehouse, purpose: 'order', receiver: people.zhou, order: order.id, remark: '' };
    const asked = lines.map(({ part, quantity }) => ({ part, quantity }));
    return (await shop.done<{ id: string }>('requisitions.create', { ...head, ...more, lines: asked }, actor)).id;
  };
  const submitted = async (lines: readonly AskedLine[], actor: Actor = keeper) => {
    const requisition = await draft(lines, {}, actor);
    await shop.done('requisitions.submit', { requisition }, actor);
    await react();
    return requisition;
  };
  /** Issued to the technician's kit. */
  const issue = async (lines: readonly AskedLine[]) => {
    const requisition = await draft(lines, { purpose: 'kit', order: null });
    for (const [index, { lots }] of lines.entries()) {
      const line = (await slip(requisition))?.lines[index]?.id;
      if (lots !== undefined) await shop.done('requisitions.name-lots', { requisition, line, lots }, keeper);
    }
    await shop.done('requisitions.confirm', { requisition }, keeper);
    await react();
    return requisition;
  };
  /** A keeper issues so much less of the first line that `quantity` is left; the rest waits. */
  const shorten = async (requisition: string, quantity: number) => {
    const line = (await slip(requisition))?.lines[0]?.id;
    const less = { requisition, line, quantity, reason: '货架上没有', backOrder: true };
    await shop.done('requisitions.issue-less', less, keeper);
    await react();
    return restOf(requisition);
  };
  const restOf = async (requisition: string) => {
    const sql = 'select id from requisition where back_order_of = ?';
    return (await shop.store.read((reader) => reader.one<{ id: string }>(sql, requisition)))?.id ?? '';
  };
  const ask = async (lines: readonly AskedLine[], actor: Actor = zhou) => {
    const request = { station: 'bay-2', order: shop.order.id, remark: '', lines };
    const { requisition } = await shop.done<{ requisition: string }>('bays.ask-for-parts', request, actor);
    return requisition;
  };
  const waits = () => shop.store.read((reader) => openWaits(reader, { station: 'bay-2' }));
  /** What the technician holds, as a return in draft. */
  const startReturn = async () => {
    const of = { person: shop.people.zhou, warehouse: shop.warehouse, ticket: false };
    return (await shop.done<{ id: string }>('returns.start', of, keeper)).id;
  };
  const returned = (id: string) => shop.store.read((reader) => readReturn(reader, id));
  return {
    ...{ shop, react, zhou, li, keeper, addPart, arrive, draft, submitted, issue, shorten, restOf, ask, waits, slip },
    ...{ startReturn, returned },
  };
}
