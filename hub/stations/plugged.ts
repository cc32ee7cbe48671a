import { isDeepStrictEqual } from 'node:util';
import type { Plugged } from '../../devices/discovery.ts';
import { listProfiles, loadProfiles } from '../../devices/load-profile.ts';
import type { ScannerProfile } from '../../devices/profile-scanner.ts';
import { recogniseScanner } from '../../devices/scanners/recognise.ts';
import type { Clock } from '../kernel/clock.ts';
import { pluggedKey } from './device-address.ts';

/** A look reads a few dozen small files and takes about a millisecond. */
const LOOK_EVERY_MS = 1_000;

export type PluggedOptions = {
  readonly clock: Clock;
  /** What is plugged in now. */
  readonly discover: () => readonly Plugged[];
  readonly onChange: () => void;
};

/** Keeps looking what is plugged in, since no event tells. */
export class PluggedWatch {
  readonly #options: PluggedOptions;
  #seen: readonly Plugged[] = [];
  #cancel = (): void => {};

  constructor(options: PluggedOptions) {
    this.#options = options;
  }

  get now(): readonly Plugged[] {
    return this.#seen;
  }

  start(): void {
    this.look();
    this.#cancel = this.#options.clock.after(LOOK_EVERY_MS, () => this.start());
  }

  stop(): void {
    this.#cancel();
  }

  look(): void {
    const found = this.#options.discover();
    if (isDeepStrictEqual(found, this.#seen)) return;
    this.#seen = found;
    this.#options.onChange();
  }
}

/** What is plugged in and is none of the hub's devices, under whatever address those are known. */
export function unknownOf(plugged: readonly Plugged[], addresses: ReadonlySet<string>): Plugged[] {
  const known = new Set([...addresses].map(pluggedKey));
  return plugged.filter((one) => [...namesOfDeviceAt([one], one.address)].every((name) => !known.has(name)));
}

/** Every name (`pluggedKey`) of the device that an address means while it is plugged in; without one, of the address alone. */
export function namesOfDeviceAt(plugged: readonly Plugged[], address: string): ReadonlySet<string> {
  const key = pluggedKey(address);
  const named = plugged.map((one) => [one.address, ...one.aliases].map(pluggedKey));
  return new Set([key, ...named.filter((keys) => keys.includes(key)).flat()]);
}

export type Guess = {
  /** Best first. */
  readonly profiles: readonly string[];
  /** The first one is meant without asking. */
  readonly recognised: boolean;
  /** Somebody plugged it in to be used by the hub. Sockets of the mainboard are always there, and most keyboards are for typing. */
  readonly likely: boolean;
};

/**
 * Which models it may be. A scanner's USB ids may name it; a serial socket tells nothing of what is behind it, so that a scale is asked for by name. A scanner that
 * types may also become another model of its maker: by its set-up sheet.
 */
export function guessFor(plugged: Plugged): Guess {
  const { kind, usb } = plugged;
  if (kind === 'usb-printer') return { profiles: listProfiles('printer'), recognised: false, likely: true };
  const facts = { vendor: usb?.vendor ?? -1, product: usb?.product ?? -1, transport: kind };
  const { profiles, isCertain } = recogniseScanner(scannerProfiles(), facts);
  const names = profiles.map(({ id }) => id);
  const mayBeScale = kind === 'serial' && !isCertain;
  const setUps = kind === 'hid-keyboard' ? profilesOf(facts.vendor).filter(({ setUp }) => setUp !== undefined) : [];
  return {
    profiles: [...names, ...(mayBeScale ? listProfiles('scale') : []), ...setUps.map(({ id }) => id)],
    recognised: isCertain,
    likely: kind === 'hid-keyboard' ? profilesOf(facts.vendor).length > 0 : usb !== null,
  };
}

/** The models of a maker. */
function profilesOf(vendor: number): ScannerProfile[] {
  return scannerProfiles().filter(({ usb }) => usb?.some((id) => Number.parseInt(id.vendor, 16) === vendor) ?? false);
}

let profiles: ScannerProfile[] | null = null;
/** Read once: files of the program do not change under it. */
function scannerProfiles(): ScannerProfile[] {
  profiles ??= loadProfiles('scanner').profiles;
  return profiles;
}
