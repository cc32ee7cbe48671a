import { loadProfile } from '../../devices/load-profile.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import type { ScaleError } from '../../devices/scales/counting.ts';
import { toMicrograms } from '../../devices/scales/weight.ts';
import type { Reader } from '../store/open.ts';
import { type DeviceRow, findDevice } from './device-store.ts';

/** Nobody knows the repeatability of a scale without having measured it: half a division is what a sound one keeps. */
const REPEATABILITY_DIVISIONS = 0.5;
/** Of a scale that is no more nothing is known: no piece is heavy enough to be counted on it. */
const UNKNOWN: ScaleError = { division_g: Number.MAX_SAFE_INTEGER, repeatability_g: 0, minimum_g: 0 };

/** By profile. Asked for a scale at every weighing, and reading a profile takes a millisecond. */
const profiles = new Map<string, ScaleProfile['metrology']>();

function metrologyOf({ profile, own }: Pick<DeviceRow, 'profile' | 'own'>): ScaleProfile['metrology'] {
  const known = profiles.get(profile) ?? loadProfile('scale', profile).metrology;
  profiles.set(profile, known);
  return { ...known, ...own.metrology };
}

/** One division of a scale in micrograms. */
export function divisionOf(device: Pick<DeviceRow, 'profile' | 'own'>): number {
  const { division, unit } = metrologyOf(device);
  return Number(toMicrograms(division, unit) ?? 0n);
}

/** What a scale of the hub adds to a weighing of its own: its plate says how fine it is, its profile the rest. */
export function scaleErrorIn(reader: Reader, name: string): ScaleError {
  const device = findDevice(reader, name);
  if (device?.family !== 'scale') return UNKNOWN;
  const { division, minimum = '0', unit } = metrologyOf(device);
  const grams = (value: string): number => Number(toMicrograms(value, unit) ?? 0n) / 1e6;
  const division_g = grams(division);
  return { division_g, repeatability_g: REPEATABILITY_DIVISIONS * division_g, minimum_g: grams(minimum) };
}
