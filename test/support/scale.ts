import { loadProfile } from '../../devices/load-profile.ts';
import { Interpretation } from '../../devices/scales/interpretation.ts';
import { type FrameReading, frameReading } from '../../devices/scales/weight.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { WeighIntake } from '../../hub/stations/weigh-intake.ts';
import { newestOf, weighingResult } from '../../hub/weighing/store.ts';
import type { Shop } from './shop.ts';

/** A scale at a station of a shop, from its frames on: what they mean together is the driver's own reckoning. Grams with a tenth. */
export function scaleAt(shop: Shop, station: string, bin: string | null = null) {
  const profile = loadProfile('scale', 'mettler-mt-sics');
  const metrology = { ...profile.metrology, division: '0.1' };
  const device = bin === null ? `${station}-scale` : `${station}-drawer`;
  let meaning = new Interpretation({ ...profile, metrology });
  const intake = new WeighIntake(
    { station, device, bin, division_ug: 100_000 },
    {
      ...{ executor: shop.executor, clock: shop.clock, newId },
      onLost: (error) => {
        throw error;
      },
    },
  );
  const frame = async (said: Partial<Omit<FrameReading, 'negative'>>): Promise<void> => {
    shop.clock.advance(250);
    const reading = frameReading({ unit: 'g', stable: true, ...said });
    const at = shop.clock.wall();
    const taken = meaning.take(reading, Buffer.from(`S ${said.value}\r\n`), at, shop.clock.monotonic());
    intake.take({ kind: 'weight', device, reading: taken.reading, load: taken.load });
    await intake.idle();
  };
  const newest = () =>
    shop.store.read((reader) => {
      const row = newestOf(reader, device);
      return row === undefined ? undefined : weighingResult(reader, row.id);
    });
  return {
    device,
    intake,
    frame,
    newest,
    newestId: () => shop.store.read((reader) => newestOf(reader, device)?.id ?? ''),
    /** Empties the pan and puts so much on it; answers with what came of it. */
    async weigh(grams: string) {
      await frame({ value: '0.0' });
      await frame({ value: grams, stable: false });
      await frame({ value: grams });
      return newest();
    },
    /** What lies there is now so much. */
    async change(grams: string) {
      await frame({ value: grams, stable: false });
      await frame({ value: grams });
      return newest();
    },
    /** The line is lost and comes back; what lies there is seen anew. */
    lose() {
      meaning = new Interpretation({ ...profile, metrology });
      const state = { address: '', attempts: 1, since: 0 };
      intake.take({ kind: 'state', device, state: { state: 'absent', ...state } });
      intake.take({ kind: 'state', device, state: { state: 'ready', ...state } });
    },
    count: () =>
      shop.store.read(
        (reader) => reader.one<{ n: number }>('select count(*) as n from weighing where device = ?', device)?.n ?? 0,
      ),
  };
}

/** What a piece of a part weighs, from so many pieces. */
export async function knowPieceWeight(shop: Shop, part: string, grams: number, n = 50, cv_ppm = 10_000): Promise<void> {
  await shop.store.write((tx) =>
    tx.run(
      "insert into piece_weight (id, part_id, weight_ug, n, cv_ppm, source, measured_at) values (?, ?, ?, ?, ?, 'entered', ?)",
      ...[newId(), part, Math.round(grams * 1e6), n, cv_ppm, shop.clock.wall()],
    ),
  );
}
