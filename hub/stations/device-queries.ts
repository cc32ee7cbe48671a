import { loadProfiles } from '../../devices/load-profile.ts';
import type { PrinterProfile } from '../../devices/profile-printer.ts';
import { type BoundQuery, bindQuery } from '../executor/binding.ts';
import { listProfiles } from './device-contract.ts';
import { findDevice } from './device-store.ts';
import { frameSample, listFrames } from './frame-contract.ts';
import type { FrameLog } from './frame-log.ts';
import { sampleOf } from './frame-sample.ts';

const ORDINARY_PAGE = 200;

/** Where the frames of a sample come from. */
export type SampleSource = Parameters<typeof sampleOf>[3];

export function deviceQueries(log: FrameLog, source: SampleSource): BoundQuery[] {
  return [
    bindQuery(listFrames, (_reader, { device, before, limit }) =>
      log.newest(device, before ?? Number.MAX_SAFE_INTEGER, limit ?? ORDINARY_PAGE),
    ),
    bindQuery(frameSample, async (reader, request) =>
      sampleOf(findDevice(reader, request.device), log, request, source),
    ),
    bindQuery(listProfiles, () => ({ profiles: knownProfiles() })),
  ];
}

const NO_PAPER: Paper = { forms: [], label: null };
type Paper = { readonly forms: string[]; readonly label: { width_mm: number; height_mm: number } | null };

/** What a printer may be loaded with. */
function paperFacts(profile: PrinterProfile): Paper {
  switch (profile.dialect) {
    case 'esc-pos':
      return NO_PAPER;
    case 'esc-p':
      return { forms: profile.media.forms.map(({ name }) => name), label: null };
    case 'tspl':
    case 'zpl': {
      const { width_mm, height_mm } = profile.media;
      return { forms: [], label: { width_mm, height_mm } };
    }
  }
}

function knownProfiles() {
  const scanners = loadProfiles('scanner').profiles.map(({ id, vendor, model, transports, line, setUp }) => {
    const baudRate = line?.baudRate ?? null;
    return {
      profile: id,
      family: 'scanner' as const,
      vendor,
      model,
      transports: [...transports],
      baudRate,
      metrology: null,
      ...NO_PAPER,
      hasSetUp: setUp !== undefined,
    };
  });
  const scales = loadProfiles('scale').profiles.map(({ id, vendor, model, transport, metrology }) => {
    const { unit, capacity, division } = metrology;
    return {
      ...{ profile: id, family: 'scale' as const, vendor, model, transports: ['serial'] },
      ...{ baudRate: transport.baudRate, metrology: { unit, capacity, division }, ...NO_PAPER, hasSetUp: false },
    };
  });
  const printers = loadProfiles('printer').profiles.map((profile) => ({
    ...{ profile: profile.id, family: 'printer' as const, vendor: profile.vendor, model: profile.model },
    ...{
      transports: ['tcp', 'usb-printer', 'serial', 'cups'],
      baudRate: profile.line?.baudRate ?? null,
      metrology: null,
    },
    ...{ ...paperFacts(profile), hasSetUp: false },
  }));
  return [...scanners, ...scales, ...printers];
}
