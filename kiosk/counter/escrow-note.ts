import { html, nothing, type TemplateResult } from 'lit';
import type { Slip } from '../hub/contracts.ts';
import { say } from '../words/say.ts';

/** Whether a slip may be rejected now: what was taken without a keeper (事后补签) must lie on the shelf again, and somebody must have said so. */
export function mayReject({ escrow }: Slip, areBack: boolean): boolean {
  return !escrow || areBack;
}

/** Over the reasons of a rejection: the parts are out, and the keeper says whether he has seen them on the shelf. */
export function escrowNote(
  slip: Slip,
  areBack: boolean,
  set: (areBack: boolean) => void,
): TemplateResult | typeof nothing {
  if (!slip.escrow) return nothing;
  const person = slip.receiver?.name ?? '';
  return html`<div class="escrow">
    <p>${say('reject.taken', { person })}</p>
    <label class="check"><input type="checkbox" data-act="parts-are-back" .checked=${areBack}
      @change=${({ target }: Event) => set((target as HTMLInputElement).checked)} /> ${say('reject.parts-are-back')}</label>
  </div>`;
}
