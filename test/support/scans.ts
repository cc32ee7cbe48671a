import { newId } from '../../hub/kernel/ids.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { readReturn } from '../../hub/returns/slip.ts';
import { ScanIntake } from '../../hub/stations/intake.ts';
import { findStation, newestResults } from '../../hub/stations/store.ts';
import type { Shop } from './shop.ts';

/** A scanner at a station of a shop, without the device: what it reads is taken in and acted on. */
export function scannerAt(shop: Shop, station: string) {
  const intake = new ScanIntake(station, `${station}-scanner`, {
    executor: shop.executor,
    clock: shop.clock,
    newId,
    onLost: (error) => {
      throw error;
    },
  });
  const newest = () => shop.store.read((reader) => newestResults(reader, station, 1)[0]);
  return {
    /** Reads the codes, a second after each other, and answers with what came of the last one. */
    async scan(...codes: readonly string[]) {
      for (const text of codes) {
        shop.clock.advance(1000);
        intake.take({
          ...{ kind: 'scanned', scanId: newId(), device: `${station}-scanner`, text, symbology: null },
          ...{ raw: Buffer.from(`${text}\r`), at: shop.clock.wall(), monotonic_ms: shop.clock.monotonic() },
        });
        await intake.idle();
      }
      return newest();
    },
    focus: () => shop.store.read((reader) => findStation(reader, station)?.focus ?? null),
    slip: () =>
      shop.store.read((reader) => {
        const focus = findStation(reader, station)?.focus;
        return focus?.kind === 'requisition' ? readSlip(reader, focus.id) : null;
      }),
    return: () =>
      shop.store.read((reader) => {
        const focus = findStation(reader, station)?.focus;
        return focus?.kind === 'return' ? readReturn(reader, focus.id) : null;
      }),
    openedBy: (person: string) => shop.done('people.open-session', { person, station, tokenHash: newId() }),
  };
}
