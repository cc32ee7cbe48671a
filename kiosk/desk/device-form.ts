import type { DeskDevice, DeviceProfile, PluggedDevice } from '../hub/contracts.ts';

export type OwnSettings = DeskDevice['own'];

/** What a person has entered about a device; texts as they were typed. */
export type DeviceDraft = {
  readonly family: DeskDevice['family'];
  readonly profile: string;
  readonly address: string;
  /** '': nowhere yet. */
  readonly station: string;
  /** Scales: id of the bin whose drawer stands on it; '': an open pan. */
  readonly bin: string;
  readonly label: string;
  readonly baudRate: string;
  readonly dataBits: string;
  readonly parity: string;
  readonly stopBits: string;
  readonly capacity: string;
  readonly division: string;
  readonly minimum: string;
  /** Printers: which of the model's forms, or how large the labels are. */
  readonly form: string;
  readonly labelWidth: string;
  readonly labelHeight: string;
};

const BARE = {
  bin: '',
  label: '',
  baudRate: '',
  dataBits: '',
  parity: '',
  stopBits: '',
  capacity: '',
  division: '',
  minimum: '',
  form: '',
  labelWidth: '',
  labelHeight: '',
};

export function draftOfDevice({ family, profile, address, station, bin, label, own }: DeskDevice): DeviceDraft {
  const { line = {}, metrology = {}, paper = {} } = own;
  return {
    family,
    profile,
    address,
    station: station?.id ?? '',
    bin: bin?.id ?? '',
    label,
    baudRate: String(line.baudRate ?? ''),
    dataBits: String(line.dataBits ?? ''),
    parity: line.parity ?? '',
    stopBits: String(line.stopBits ?? ''),
    capacity: metrology.capacity ?? '',
    division: metrology.division ?? '',
    minimum: metrology.minimum ?? '',
    form: paper.form ?? '',
    labelWidth: String(paper.label?.width_mm ?? ''),
    labelHeight: String(paper.label?.height_mm ?? ''),
  };
}

/** What of a draft a person has changed; the rest stays as it is, also when somebody else changes that meanwhile. */
export function changesOf(draft: DeviceDraft, device: DeskDevice): Partial<DeviceDraft> {
  const before: Readonly<Record<string, string>> = draftOfDevice(device);
  return Object.fromEntries(Object.entries(draft).filter(([field, value]) => value !== before[field]));
}

/** What the hub recognised is filled in; what it only guesses is left to the person. */
export function draftOfPlugged(
  { address, kind, profiles, recognised }: PluggedDevice,
  known: readonly DeviceProfile[],
  station: string,
): DeviceDraft {
  const guess = known.find(({ profile }) => profile === profiles[0]);
  const family = kind === 'usb-printer' ? 'printer' : (guess?.family ?? 'scanner');
  return { ...BARE, family, profile: recognised ? (guess?.profile ?? '') : '', address, station };
}

export const emptyDraft = (station: string): DeviceDraft => ({
  ...BARE,
  family: 'printer',
  profile: '',
  address: '',
  station,
});

/** Only what was entered: an empty field leaves it to the profile. */
export function ownOf({ family, baudRate, dataBits, parity, stopBits, ...sizes }: DeviceDraft): OwnSettings {
  const line = {
    ...(baudRate === '' ? {} : { baudRate: Number(baudRate) }),
    ...(dataBits === '7' || dataBits === '8' ? { dataBits: dataBits === '7' ? (7 as const) : (8 as const) } : {}),
    ...(parity === 'none' || parity === 'even' || parity === 'odd'
      ? { parity: parity as 'none' | 'even' | 'odd' }
      : {}),
    ...(stopBits === '1' || stopBits === '2' ? { stopBits: stopBits === '1' ? (1 as const) : (2 as const) } : {}),
  };
  const { capacity, division, minimum } = sizes;
  const metrology = Object.fromEntries(
    Object.entries({ capacity, division, minimum }).flatMap(([name, text]) =>
      text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  );
  const paper = {
    ...(sizes.form === '' ? {} : { form: sizes.form }),
    ...(Number(sizes.labelWidth) > 0 && Number(sizes.labelHeight) > 0
      ? { label: { width_mm: Number(sizes.labelWidth), height_mm: Number(sizes.labelHeight) } }
      : {}),
  };
  const hasLine = Object.keys(line).length > 0;
  const hasSize = family === 'scale' && Object.keys(metrology).length > 0;
  const hasPaper = family === 'printer' && Object.keys(paper).length > 0;
  return { ...(hasLine ? { line } : {}), ...(hasSize ? { metrology } : {}), ...(hasPaper ? { paper } : {}) };
}
