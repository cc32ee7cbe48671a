import { html, type TemplateResult } from 'lit';
import type { ReturnSlip, Slip } from '../hub/contracts.ts';
import { say } from '../words/say.ts';

const APPROVALS: Readonly<Record<Slip['approval'], string>> = {
  DRAFT: '',
  SUBMITTED: 'waiting',
  APPROVED: 'ready',
  REJECTED: 'stopped',
  CANCELLED: '',
  EXPIRED: '',
};
const SIGNINGS: Readonly<Record<Slip['signing'], string>> = {
  UNSIGNED: 'waiting',
  SIGNED: 'ready',
  REFUSED: 'stopped',
};
const RETURNS: Readonly<Record<ReturnSlip['state'], string>> = {
  DRAFT: '',
  SUBMITTED: 'waiting',
  APPROVED: 'working',
  RECEIVED: 'ready',
  REJECTED: 'stopped',
  CANCELLED: '',
};

export function approvalChip(approval: Slip['approval']): TemplateResult {
  return html`<span class="chip ${APPROVALS[approval]}" data-approval=${approval}>${say(`approval.${approval}`)}</span>`;
}

/** 未签收, 已签收, 拒收, 已冲销: means something after approval only. */
export function signingChip(of: {
  readonly approval: Slip['approval'];
  readonly signing: Slip['signing'];
  readonly isReversed: boolean;
}): TemplateResult | string {
  if (of.approval !== 'APPROVED') return '';
  const word = say(of.isReversed ? 'signing.reversed' : `signing.${of.signing}`);
  return html`<span class="chip ${of.isReversed ? '' : SIGNINGS[of.signing]}" data-signing=${of.signing}>${word}</span>`;
}

export function returnChip(state: ReturnSlip['state']): TemplateResult {
  return html`<span class="chip ${RETURNS[state]}" data-state=${state}>${say(`return.${state}`)}</span>`;
}
