import type { Slip } from '../hub/contracts.ts';
import { say } from '../words/say.ts';

/** 未签收, 已签收, 拒收, 已冲销: means something after approval only. */
export function signingWord(of: { approval: Slip['approval']; signing: Slip['signing']; isReversed: boolean }): string {
  if (of.approval !== 'APPROVED') return '';
  return say(of.isReversed ? 'signing.reversed' : `signing.${of.signing}`);
}
