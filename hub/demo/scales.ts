import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import { InvalidRequest } from '../executor/errors.ts';
import type { Clock } from '../kernel/clock.ts';
import { type ScaleOnBench, type ScaleRequest, scalesTopic } from './contract.ts';
import type { DemoScale } from './devices.ts';

/** A display is looked at so often, which is also the most that screens hear of it. */
const LOOK_EVERY_MS = 200;
const DRIFT_DIVISIONS_PER_MINUTE = 30;
/** A pan is summed up piece by piece at every frame. */
const MOST_ON_PAN = 5000;

export function scalesTopicSource(scales: readonly DemoScale[]): BoundTopic {
  return bindTopic(scalesTopic, () => ({ scales: scales.map(scaleOnBench) }));
}

function scaleOnBench({ device, station, profile, emulator }: DemoScale): ScaleOnBench {
  const { value, unit, stable, net, zero, overload, underload } = emulator.shown;
  const { hand, unstable, drifting, frozen } = emulator.conditions;
  return {
    device,
    station,
    model: profile,
    plugged: emulator.plugged,
    display: overload || underload ? null : `${value} ${unit}`,
    range: overload ? 'over' : underload ? 'under' : 'ok',
    stable: stable && !overload && !underload,
    net,
    zero,
    pieces: emulator.pieces,
    hand,
    shaken: unstable,
    drifting,
    frozen,
  };
}

/**
 * Announces when any display looks different, until the returned function is called. It looks by itself, because a display also moves when
 * nobody touches it: while it settles, swings or drifts.
 */
export function watchScales(scales: readonly DemoScale[], clock: Clock, announce: () => void): () => void {
  const look = () => JSON.stringify(scales.map(scaleOnBench));
  let seen = look();
  let cancel = (): void => {};
  const again = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      const now = look();
      if (now !== seen) announce();
      seen = now;
      again();
    });
  };
  again();
  return () => cancel();
}

/** @throws InvalidRequest when the pan is full. */
export async function actOnScale({ emulator }: DemoScale, request: ScaleRequest): Promise<void> {
  const { fill, add, take, put, hand, shake, drift, freeze, plugged } = request;
  if (fill !== undefined || request.empty) emulator.remove();
  const pieces = fill ?? add;
  if (pieces !== undefined) {
    if (emulator.pieces + pieces.pieces > MOST_ON_PAN)
      throw new InvalidRequest([{ path: '/add/pieces', message: `makes more than ${MOST_ON_PAN} on the pan` }]);
    emulator.fill(pieces.pieces, pieces.weight, { unit: pieces.unit });
  }
  if (take !== undefined) emulator.take(take);
  if (put !== undefined) emulator.put(put.weight, put.unit);
  if (request.overload) emulator.overload();
  if (request.tare) emulator.tare();
  if (request.zero) emulator.zero();
  if (hand !== undefined) emulator.hand(hand);
  if (shake !== undefined) emulator.unstable(shake);
  if (drift !== undefined) {
    const { division, unit } = emulator.profile.metrology;
    emulator.drift(drift ? String(DRIFT_DIVISIONS_PER_MINUTE * Number(division)) : '0', unit);
  }
  if (freeze !== undefined) emulator.freeze(freeze);
  if (request.noise) await emulator.garbage();
  if (plugged === true) emulator.replug();
  if (plugged === false) emulator.unplug();
}
