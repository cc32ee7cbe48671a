import { loadProfiles } from '../../devices/load-profile.ts';
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
      hasSetUp: setUp !== undefined,
    };
  });
  const scales = loadProfiles('scale').profiles.map(({ id, vendor, model, transport, metrology }) => {
    const { unit, capacity, division } = metrology;
    return {
      ...{ profile: id, family: 'scale' as const, vendor, model, transports: ['serial'] },
      ...{ baudRate: transport.baudRate, metrology: { unit, capacity, division }, hasSetUp: false },
    };
  });
  const printers = loadProfiles('printer').profiles.map(({ id, vendor, model }) => ({
    ...{ profile: id, family: 'printer' as const, vendor, model, transports: ['tcp', 'usb-printer'] },
    ...{ baudRate: null, metrology: null, hasSetUp: false },
  }));
  return [...scanners, ...scales, ...printers];
}
