import { addVehicle } from '../../hub/customers/contract.ts';
import { openOrder } from '../../hub/orders/contract.ts';
import { addPart } from '../../hub/parts/contract.ts';
import { addPerson } from '../../hub/people/contract.ts';
import { addWarehouse } from '../../hub/places/contract.ts';
import { openBalance } from '../../hub/stock/contract.ts';
import { type Book, Client, type Door } from './client.ts';
import { ADMINISTRATOR } from './first-data.ts';

export type Worker = { readonly id: string; readonly client: Client };
export type MonthData = {
  readonly warehouse: string;
  readonly parts: readonly string[];
  readonly orders: readonly string[];
  readonly technicians: readonly Worker[];
  readonly keepers: readonly Worker[];
  readonly supervisor: Worker;
};

const TECHNICIANS = 20;
const KEEPERS = 3;
const PARTS = 60;
const ORDERS = 40;
/** Every tenth part runs out in the course of the month. */
const SCARCE = 10;

/** A workshop of twenty technicians and three keepers, made through the REST API like everybody's. */
export async function furnishMonth(door: Door, book: Book): Promise<MonthData> {
  const administrator = new Client(door, book, { badge: ADMINISTRATOR.badge, pin: ADMINISTRATOR.pin, station: null });
  await administrator.signIn();
  const { id: warehouse, defaultBin } = await administrator.done(addWarehouse, { code: 'A', name: '总仓' });
  const worker = async (number: number, role: 'keeper' | 'technician' | 'supervisor'): Promise<Worker> => {
    const badge = `GP${number}`;
    const pin = `${number}00`;
    const who = { number: String(number), name: `员工 ${number}`, team: '', badge, roles: [role], pin };
    const { id } = await administrator.done(addPerson, { ...who, keeperOf: role === 'keeper' ? [warehouse] : [] });
    const client = new Client(door, book, { badge, pin, station: null });
    await client.signIn();
    return { id, client };
  };
  const many = async <Item>(count: number, make: (n: number) => Promise<Item>): Promise<Item[]> => {
    const items: Item[] = [];
    for (let n = 0; n < count; n += 1) items.push(await make(n));
    return items;
  };
  return {
    warehouse,
    parts: await many(PARTS, async (n) => {
      const { id } = await administrator.done(addPart, {
        ...{ number: `P-${n}`, name: `配件 ${n}`, model: '通用', spec: '', unit: '个', category: '', decimals: 0 },
        ...{ price: 1000 + n, barcodes: [] },
      });
      const quantity = n % SCARCE === 0 ? 300_000 : 900_000_000;
      await administrator.done(openBalance, { part: id, bin: defaultBin, quantity, remark: '期初' });
      return id;
    }),
    orders: await many(ORDERS, async (n) => {
      const plate = `京A${String(10_000 + n)}`;
      const { vehicle } = await administrator.done(addVehicle, {
        ...{ plate, vin: null, model: '迈腾 B8L', newEnergy: false, customer: { name: '客户', phone: '13800000000' } },
      });
      return (await administrator.done(openOrder, { vehicle, kind: '保养', complaint: '', bay: null })).id;
    }),
    technicians: await many(TECHNICIANS, (n) => worker(1001 + n, 'technician')),
    keepers: await many(KEEPERS, (n) => worker(2001 + n, 'keeper')),
    supervisor: await worker(3001, 'supervisor'),
  };
}
