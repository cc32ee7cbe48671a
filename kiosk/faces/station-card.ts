import type { TemplateResult } from 'lit';
import type { Station } from '../hub/contracts.ts';
import { say } from '../words/say.ts';
import { faceCard } from './face-card.ts';
import { bayPicture, counterPicture } from './face-pictures.ts';

/** The face of a counter or of a bay. */
export function stationCard({ id, kind, name }: Station): TemplateResult {
  const picture = kind === 'bay' ? bayPicture() : counterPicture();
  return faceCard(kind, `/${kind}/${encodeURIComponent(id)}`, picture, name, say(`face.${kind}-detail`));
}
