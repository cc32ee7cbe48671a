import { newId } from '../../hub/kernel/ids.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { readReturn } from '../../hub/returns/slip.ts';
import { ScanIntake } from '../../hub/stations/intake.ts';
import { findStation, newestResults } from '../../hub/stations/store.ts';
import type { Shop } from './shop.ts';

/** How long after the reading before, and what the scanner says that it is ("d2"); null: it says nothing. */
export type Reading = { readonly gap_ms?: number; readonly symbology?: string | null };

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
  const read = async (text: string, { gap_ms = 1000, symbology = null }: Reading = {}) => {
    shop.clock.advance(gap_ms);
    intake.take({
      ...{ kind: 'scanned', scanId: newId(), device: `${station}-scanner`, text, symbology },
      ...{ raw: Buffer.from(`${text}\r`), at: shop.clock.wall(), monotonic_ms: shop.clock.monotonic() },
    });
    await intake.idle();
    return newest();
  };
  return {
    /** Reads one code, and answers with what came of it. */
    read,
    /** Reads the codes, a second after each other, and answers with what came of the last one. */
    async scan(...codes: readonly string[]) {
      for (const text of codes) await read(text);
      return newest();
    },
    newest,
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
