import type { DeskDevice, FrameMeaning } from '../hub/contracts.ts';
import { type Key, say } from '../words/say.ts';
import { isKey } from '../words/sentences.ts';

export type LampMeaning = 'ready' | 'waiting' | 'stopped';

/** Which of the meanings a device's state has. */
export function meaningOfState({ state, paper, coverOpen }: DeskDevice): LampMeaning {
  if (state === 'opening') return 'waiting';
  if (state !== 'ready' || coverOpen || paper === 'out') return 'stopped';
  return paper === 'near-end' ? 'waiting' : 'ready';
}

/** The short word beside the lamp. */
export function stateWord(device: DeskDevice): string {
  if (device.state !== 'ready') return say(`device.${device.state}`);
  if (device.coverOpen) return say('print-code.cover-open');
  return device.paper === null || device.paper === 'ok' ? say('device.ready') : say(`paper.${device.paper}`);
}

/** As people call it: its label, else what it is and where it stands. */
export function nameOf({ label, family, station }: Pick<DeskDevice, 'label' | 'family' | 'station'>): string {
  const kind = say(`family.${family}`);
  if (label !== '') return label;
  return station === null ? kind : `${station.name} · ${kind}`;
}

/** "any" is the maker of what is made by anybody. */
export const modelName = (vendor: string, model: string): string =>
  vendor === '' || vendor === 'any' ? model : `${vendor} ${model}`;

export function stabilityWord(stable: boolean | 'unknown'): string {
  return say(stable === 'unknown' ? 'live.unknown' : stable ? 'live.stable' : 'live.moving');
}

/** What a frame was, in a person's words. */
export function meaningText(meaning: FrameMeaning): string {
  switch (meaning.is) {
    case 'scan':
      return say('frame.scan', { text: visible(meaning.text) });
    case 'weight': {
      const { value, unit, stable } = meaning;
      if (value === null) return say('frame.no-weight');
      return say('frame.weight', { value, unit: unit ?? '', stable: stabilityWord(stable) });
    }
    case 'refused': {
      const key = `frame-refused.${meaning.code}`;
      return say('frame.refused', { why: isKey(key) ? say(key) : meaning.code });
    }
    default:
      return say(`frame.${meaning.is}` satisfies Key);
  }
}

/** "02 5D 45 30". */
export const hexPairs = (hex: string): string => (hex.match(/../g) ?? []).join(' ').toUpperCase();

/** Control characters are shown by their pictures (U+2400 …), so that a separator in a code can be seen. */
export function visible(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return String.fromCodePoint(0x2400 + code);
      return code === 0x7f ? '\u2421' : character;
    })
    .join('');
}
