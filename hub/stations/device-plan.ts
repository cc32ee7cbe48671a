import type { Device, DeviceClock } from '../../devices/device.ts';
import { listProfiles, loadProfile, ProfileError } from '../../devices/load-profile.ts';
import type { Port } from '../../devices/ports/port.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import type { HeadOptions } from '../../devices/printers/head.ts';
import type { Printer } from '../../devices/printers/printer.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import { createScale } from '../../devices/scales/create-scale.ts';
import type { SerialScale } from '../../devices/scales/serial-scale.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import type { Scanner } from '../../devices/scanners/scanner.ts';
import type { Supervisable } from '../../devices/supervise.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { isDeviceFileFor } from './device-address.ts';
import type { OwnSettings } from './device-contract.ts';
import type { SetUpFacts } from './documents.ts';

/** A device as it shall be opened. */
export type DevicePlan = {
  /** Unique in the hub for ever; journals, jobs and the frame log name it. */
  readonly name: string;
  readonly family: 'scanner' | 'printer' | 'scale';
  readonly profile: string;
  readonly address: string;
  readonly station: string | null;
  /** Scales: the bin whose drawer stands on it. Left out: an open pan. */
  readonly bin?: string | null;
  readonly own: OwnSettings;
  /** Printers: something of an earlier job may lie on the head. */
  readonly expectLeftovers?: boolean;
};

/** A device as the configuration has it. */
export type ConfiguredDevice = Omit<DevicePlan, 'name' | 'bin' | 'expectLeftovers'> & {
  readonly device: string;
  /** Scales: code of the bin whose drawer stands on it, in the warehouse of its station. */
  readonly bin?: string;
  readonly label: string;
};

/** A station as the configuration has it. */
export type StationPlan = {
  readonly id: string;
  readonly kind: 'counter' | 'bay';
  readonly name: string;
  readonly warehouse: string;
};

export type AnyDevice = Scanner | (Printer & Supervisable) | SerialScale;

export type Making = {
  readonly clock: DeviceClock;
  readonly newId: () => string;
  /** Lines that are no files: the demo's. */
  readonly portAt: (address: string) => Port | null;
};

/**
 * The driver for a plan; opens nothing.
 * @throws ProfileError, TypeError (an address that makes no sense for that model)
 */
export function makeDevice(plan: DevicePlan, { clock, newId, portAt }: Making): AnyDevice {
  const { name, profile, own } = plan;
  const address = portAt(plan.address) ?? plan.address;
  const line = definedOf(own.line);
  switch (plan.family) {
    case 'scanner':
      return createScanner({ name, profile, address, clock, newId, line });
    case 'printer':
      return createPrinter({
        ...{ name, profile, address, clock, line, ...paperOf(plan) },
        expectLeftovers: plan.expectLeftovers ?? false,
      });
    case 'scale':
      return createScale({ name, profile, address, clock, transport: line, metrology: definedOf(own.metrology) });
  }
}

/** What a printer is loaded with, where that was said. */
export const paperOf = ({ own }: DevicePlan): HeadOptions => ({ form: own.paper?.form, label: own.paper?.label });

/** A device of the configuration has an address that makes no sense; `message` is a sentence for the person who wrote it. */
export class AddressError extends Error {
  constructor(plan: DevicePlan, cause: Error) {
    super(`Station "${plan.station ?? ''}", ${plan.family}: ${cause.message}`, { cause });
    this.name = 'AddressError';
  }
}

/** @throws ProfileError, AddressError for a device of the configuration that cannot be made. */
export function checkPlan(plan: DevicePlan, making: Making): void {
  try {
    makeDevice(plan, making);
  } catch (error) {
    if (error instanceof TypeError) throw new AddressError(plan, error);
    throw error;
  }
}

/** What stands against a plan before anything is opened; null: nothing. */
export function hindranceOf(plan: DevicePlan, making: Making): Refusal | null {
  if (!isDeviceFileFor(plan.family, plan.address)) {
    return refuse('devices.bad-address', { address: plan.address, problem: `no device file of a ${plan.family}` });
  }
  try {
    const device = makeDevice(plan, making);
    return device.family === 'scale' ? badMetrology((device as SerialScale).profile.metrology) : null;
  } catch (error) {
    if (error instanceof ProfileError) {
      return refuse('devices.no-such-profile', { profile: plan.profile, problem: error.message });
    }
    if (error instanceof TypeError)
      return refuse('devices.bad-address', { address: plan.address, problem: error.message });
    throw error;
  }
}

/** The same sense that a profile's own size must make. */
function badMetrology({ capacity, division }: ScaleProfile['metrology']): Refusal | null {
  const makesSense = Number(division) > 0 && Number(capacity) > Number(division);
  return makesSense ? null : refuse('devices.bad-settings', { capacity, division });
}

export type Names = { readonly vendor: string; readonly model: string; readonly hasSetUp: boolean };

/** By family and profile. Asked for every device four times a second while a page shows them, and reading a profile takes a millisecond. */
const knownNames = new Map<string, Names>();

/** Vendor and model of a profile; the bare names when it cannot be read (any more). */
export function namesOf(family: DevicePlan['family'], profile: string): Names {
  const key = `${family}/${profile}`;
  const known = knownNames.get(key) ?? readNames(family, profile);
  if (known === null) return { vendor: '', model: profile, hasSetUp: false };
  knownNames.set(key, known);
  return known;
}

function readNames(family: DevicePlan['family'], profile: string): Names | null {
  try {
    const known = loadProfile(family, profile);
    return { vendor: known.vendor, model: known.model, hasSetUp: 'setUp' in known && known.setUp !== undefined };
  } catch {
    return null;
  }
}

/** What the set-up sheet of a scanner needs; null: no such model, or its maker tells no codes. */
export function setUpOf(profile: string): SetUpFacts | null {
  if (!listProfiles('scanner').includes(profile)) return null;
  const { vendor, model, setUp } = loadProfile('scanner', profile);
  return setUp === undefined ? null : { vendor, model, setUp };
}

/** Without the keys that are there and undefined, which would hide the profile's own values. */
function definedOf<Shape extends object>(settings: Shape | undefined): Partial<Required<Shape>> {
  const defined = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Partial<Required<Shape>>;
}

export const isPrinter = (device: Device): device is Printer => device.family === 'printer';
