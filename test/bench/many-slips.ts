import { insertCustomer, insertVehicle } from '../../hub/customers/store.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { insertOrder } from '../../hub/orders/store.ts';
import { insertLocation } from '../../hub/places/store.ts';
import { setSigning } from '../../hub/requisitions/life-store.ts';
import { insertLine, insertSlip, setApproval, setDraftHead, setRemarkText } from '../../hub/requisitions/store.ts';
import type { Store, Tx } from '../../hub/store/open.ts';
import type { IssueShop } from './issue-shop.ts';
import { whole } from './numbers.ts';

const CHUNK = 2_000;
const LINES = 3;
const ORDERS = 500;
const HOUR_MS = 3_600_000;

/** Cars that come again and again, each with an order. */
function addOrders(tx: Tx, at: number): string[] {
  const customer = newId();
  insertCustomer(tx, { id: customer, name: '马先生', phone: '13800000001' });
  return Array.from({ length: ORDERS }, (_, index) => {
    const [vehicle, order] = [newId(), newId()];
    const number = `WX-20261122-${String(index).padStart(4, '0')}`;
    const plate = `京A${String(10_000 + index)}`;
    insertVehicle(tx, { id: vehicle, plate, vin: null, model: '迈腾 B8L', new_energy: 0, customer_id: customer });
    insertLocation(tx, order, 'order', number);
    insertOrder(tx, { ...{ id: order, number, vehicle, at }, kind: '保养', complaint: '', bay: null, state: 'CLOSED' });
    return order;
  });
}

/** A slip as most are in the end: approved and signed for; one in a hundred still waits for a keeper. */
function addSlip(tx: Tx, shop: IssueShop, index: number, order: string, at: number): void {
  const { warehouse, people, stock } = shop;
  const id = newId();
  const [receiver = '', keeper = ''] = [people[index % people.length], people[0]];
  const number = `LY-${String(20_160_101 + Math.floor(index / 100))}-${String(index % 100).padStart(4, '0')}`;
  insertSlip(tx, {
    ...{
      id,
      number,
      purpose: 'order',
      warehouse_id: warehouse,
      station_id: null,
      creator_id: receiver,
      created_at: at,
    },
  });
  setDraftHead(tx, id, { receiver_id: receiver, order_id: order, purpose: 'order' });
  if (index % 1_000 === 0) setRemarkText(tx, id, '外三补货 ￥100');
  for (let position = 0; position < LINES; position += 1) {
    const part = stock[(index * LINES + position) % stock.length]?.part ?? '';
    const proof = { evidence_kind: 'scan', evidence_ref: null, asked_quantity: null, short_reason: null } as const;
    insertLine(tx, id, { ...proof, id: newId(), position, part_id: part, quantity: 1000, price: 3_500 });
  }
  const state = index % 100 === 0 ? 'SUBMITTED' : 'APPROVED';
  setApproval(tx, id, { approval: state, by: keeper, at, reason: null });
  if (state === 'APPROVED') {
    setSigning(tx, id, { state: 'SIGNED', by: receiver, at, evidence: { kind: 'scan', ref: null } });
  }
}

/** Adds so many requisitions with their lines, the newest last. */
export async function fillSlips(store: Store, shop: IssueShop, slips: number): Promise<void> {
  const began = performance.now();
  const first = Date.UTC(2016, 0, 1);
  const orders = await store.write((tx) => addOrders(tx, first));
  for (let next = 0; next < slips; next += CHUNK) {
    await store.write((tx) => {
      for (let index = next; index < Math.min(slips, next + CHUNK); index += 1) {
        addSlip(tx, shop, index, orders[index % ORDERS] ?? '', first + index * HOUR_MS);
      }
    });
  }
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(`${whole(slips)} requisitions: filled in ${seconds.toFixed(1)} s\n`);
}
