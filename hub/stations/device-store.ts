import type { Reader, Tx } from '../store/open.ts';
import type { OwnSettings } from './device-contract.ts';

export type DeviceRow = {
  readonly name: string;
  readonly family: 'scanner' | 'printer' | 'scale';
  readonly label: string;
  readonly profile: string;
  readonly address: string;
  readonly station_id: string | null;
  /** The drawer that stands on the scale. */
  readonly bin_id: string | null;
  readonly origin: 'configuration' | 'page';
  readonly own: OwnSettings;
};

type StoredRow = Omit<DeviceRow, 'own'> & { readonly own: string };
const DEVICE = 'select name, family, label, profile, address, station_id, bin_id, origin, own from device';

function rowOf(stored: StoredRow): DeviceRow {
  return { ...stored, own: JSON.parse(stored.own) as OwnSettings };
}

/** Every device that the hub opens, in the order in which they came. */
export function allDevices(reader: Reader): DeviceRow[] {
  return reader.all<StoredRow>(`${DEVICE} where removed_at is null order by rowid`).map(rowOf);
}

export function findDevice(reader: Reader, name: string): DeviceRow | undefined {
  const found = reader.one<StoredRow>(`${DEVICE} where name = ? and removed_at is null`, name);
  return found && rowOf(found);
}

export function hasPrinter(reader: Reader, name: string): boolean {
  return findDevice(reader, name)?.family === 'printer';
}

/** The station's own printer. */
export function printerAt(reader: Reader, station: string): string | null {
  const found = reader.one<{ name: string }>(
    "select name from device where family = 'printer' and station_id = ? and removed_at is null order by rowid",
    station,
  );
  return found?.name ?? null;
}

/** Where a slip of this station comes out; one that was made at none, or at a bay, takes the first printer of a counter of its warehouse. */
export function printerFor(reader: Reader, station: string | null, warehouse: string): string | null {
  const own = station === null ? null : printerAt(reader, station);
  if (own !== null) return own;
  const first = reader.one<{ name: string }>(
    `select d.name from device d join station s on s.id = d.station_id
     where s.warehouse_id = ? and s.kind = 'counter' and d.family = 'printer' and d.removed_at is null
     order by s.id, d.rowid limit 1`,
    warehouse,
  );
  return first?.name ?? null;
}

/** Printers that stand at counters of the warehouse. */
export function counterPrinters(reader: Reader, warehouse: string): string[] {
  return reader
    .all<{ name: string }>(
      `select d.name from device d join station s on s.id = d.station_id
       where s.warehouse_id = ? and s.kind = 'counter' and d.family = 'printer' and d.removed_at is null order by s.id, d.rowid`,
      warehouse,
    )
    .map(({ name }) => name);
}

/** A name that no device ever had. */
export function freeDeviceName(reader: Reader, family: DeviceRow['family']): string {
  const names = new Set(reader.all<{ name: string }>('select name from device').map(({ name }) => name));
  let number = 1;
  while (names.has(`${family}-${number}`)) number += 1;
  return `${family}-${number}`;
}

export function keepDevice(tx: Tx, device: DeviceRow): void {
  tx.run(
    `insert into device (name, family, label, profile, address, station_id, bin_id, origin, own)
     values (:name, :family, :label, :profile, :address, :station_id, :bin_id, :origin, :own)
     on conflict (name) do update set family = excluded.family, label = excluded.label, profile = excluded.profile,
       address = excluded.address, station_id = excluded.station_id, bin_id = excluded.bin_id, origin = excluded.origin, own = excluded.own,
       removed_at = null`,
    { ...device, own: JSON.stringify(device.own) },
  );
}

export function markDeviceRemoved(tx: Tx, name: string, at: number): void {
  tx.run('update device set removed_at = ?, station_id = null, bin_id = null where name = ?', at, name);
}

/** A station that is no more leaves its devices standing. */
export function clearStation(tx: Tx, station: string): void {
  tx.run('update device set station_id = null where station_id = ?', station);
}

/** The open pan of a station: its scale that carries no drawer. */
export function panAt(reader: Reader, station: string): DeviceRow | undefined {
  return allDevices(reader).find(
    ({ family, station_id, bin_id }) => family === 'scale' && station_id === station && bin_id === null,
  );
}
