import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPart } from '../../hub/parts/contract.ts';
import { addPerson } from '../../hub/people/contract.ts';
import { addWarehouse } from '../../hub/places/contract.ts';
import { openBalance } from '../../hub/stock/contract.ts';
import { type Book, Client, type Door } from './client.ts';
import type { Wire } from './wire.ts';

export const ADMINISTRATOR = { number: '9001', name: '店长', badge: 'GP9001', pin: '900110' };
export const KEEPERS = 6;
const TECHNICIANS = 4;
const PARTS = 30;
/** Every tenth part is scarce, so that refusals are in the load as well. */
const SCARCE = 10;
const PLENTY_MILLI = 1_000_000_000;
const FEW_MILLI = 40_000;

export type Stocked = { readonly id: string; readonly barcode: string };
export type FirstData = {
  readonly warehouse: string;
  readonly parts: readonly Stocked[];
  readonly technicians: readonly { readonly id: string; readonly badge: string }[];
  readonly keepers: readonly { readonly badge: string; readonly pin: string }[];
};

/** The configuration of the workshop under test. Stations come with the second start: they need their warehouse. */
export function writeConfig(file: string, folder: string, headOffice: string | null, wire: Wire | null): void {
  const config = {
    data: join(folder, 'data'),
    port: 0,
    branch: { name: '故障试验' },
    headOffice: { url: headOffice },
    firstAdministrator: { number: ADMINISTRATOR.number, name: ADMINISTRATOR.name, badge: ADMINISTRATOR.badge },
    stations: (wire?.counters ?? []).map(({ id, name, scanner, printer }) => ({
      id,
      kind: 'counter',
      name,
      warehouse: 'A',
      scanner,
      printer,
    })),
    log: { level: 'warn' },
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config, null, 2));
}

/** People, parts and stock, made through the REST API like everybody's. */
export async function makeFirstData(door: Door, book: Book): Promise<FirstData> {
  const administrator = new Client(door, book, {
    badge: ADMINISTRATOR.badge,
    pin: ADMINISTRATOR.pin,
    station: null,
  });
  await administrator.signIn();
  const { id: warehouse, defaultBin } = await administrator.done(addWarehouse, { code: 'A', name: '总仓' });
  const person = async (number: string, role: 'keeper' | 'technician') => {
    const keeperOf = role === 'keeper' ? [warehouse] : [];
    const badge = `GP${number}`;
    const pin = `${number}00`;
    const who = { number, name: `员工 ${number}`, team: '', badge, roles: [role], keeperOf, pin };
    return { badge, pin, ...(await administrator.done(addPerson, who)) };
  };
  const keepers = [];
  for (let n = 1; n <= KEEPERS; n += 1) keepers.push(await person(`20${String(n).padStart(2, '0')}`, 'keeper'));
  const technicians = [];
  for (let n = 1; n <= TECHNICIANS; n += 1)
    technicians.push(await person(`10${String(n).padStart(2, '0')}`, 'technician'));
  const parts: Stocked[] = [];
  for (let n = 1; n <= PARTS; n += 1) {
    const barcode = `PJ${String(n).padStart(6, '0')}`;
    const { id } = await administrator.done(addPart, {
      number: `P-${n}`,
      name: `配件 ${n}`,
      model: '通用',
      spec: '',
      unit: '个',
      category: '',
      decimals: 0,
      price: 1000 + n,
      barcodes: [{ code: barcode, packQuantity: 1000 }],
    });
    const quantity = n % SCARCE === 0 ? FEW_MILLI : PLENTY_MILLI;
    await administrator.done(openBalance, { part: id, bin: defaultBin, quantity, remark: '期初' });
    parts.push({ id, barcode });
  }
  return { warehouse, parts, technicians, keepers };
}
