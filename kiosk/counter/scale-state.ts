import type { ScaleState } from '../hub/contracts.ts';
import type { Key } from '../words/sentences.ts';

export type Scale = NonNullable<ScaleState['scale']>;
/** What the pan says of itself: a word, and one of the four meanings. `none`: neither good nor bad. */
export type PanState = { readonly word: Key; readonly meaning: 'ready' | 'waiting' | 'stopped' | 'none' };

export function panState({ state, reading }: Scale): PanState {
  if (state === 'opening') return { word: 'scale.waiting', meaning: 'waiting' };
  if (state !== 'ready') return { word: 'scale.lost', meaning: 'stopped' };
  if (reading === null) return { word: 'scale.waiting', meaning: 'waiting' };
  if (reading.overload) return { word: 'scale.over', meaning: 'stopped' };
  if (reading.underload || reading.value?.startsWith('-') === true) return { word: 'scale.under', meaning: 'stopped' };
  if (reading.stable !== true) return { word: 'scale.moving', meaning: 'waiting' };
  return reading.empty ? { word: 'scale.empty', meaning: 'none' } : { word: 'scale.stable', meaning: 'ready' };
}
