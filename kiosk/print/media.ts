import type { MediumName } from '../hub/contracts.ts';

/** Papers as they are sold, in the order in which they are offered. */
export const MEDIA: readonly MediumName[] = ['roll-80', 'roll-58', 'form-241', 'form-241-half', 'form-241-third'];
