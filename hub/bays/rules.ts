import { type Refusal, refuse } from '../kernel/refusal.ts';

/**
 * A bag is signed for at the bay of the car that its parts are for (签收), and nowhere else: a scan at another bay is the wrong car.
 * A kit is for no car and is signed for wherever its receiver stands.
 */
export function decideBay(
  slip: { readonly number: string; readonly plate: string | null; readonly bay: string | null },
  here: { readonly bay: string; readonly plate: string | null },
): Refusal | null {
  if (slip.plate === null || slip.plate === here.plate) return null;
  return refuse('bays.wrong-car', { number: slip.number, plate: slip.plate, bay: slip.bay ?? '', here: here.bay });
}

export function decideWaitEnd(wait: { readonly endedAt: number | null }): Refusal | null {
  return wait.endedAt === null ? null : refuse('bays.wait-over');
}
