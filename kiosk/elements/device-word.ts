import type { Device } from '../hub/contracts.ts';
import { say } from '../words/say.ts';

/** What a device is to whoever looks for it: a scale with a drawer is that drawer. */
export function deviceWord({ family, bin }: Device): string {
  return bin === '' ? say(`family.${family}`) : say('scale.drawer', { bin });
}
