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

/** Who waits ends it, or somebody who looks after all that wait. */
export function decideWaitEnd(
  wait: { readonly endedAt: number | null; readonly person: string; readonly name: string },
  by: { readonly person: string | null; readonly looksAfterOthers: boolean },
): Refusal | null {
  if (wait.endedAt !== null) return refuse('bays.wait-over');
  return by.looksAfterOthers || by.person === wait.person ? null : refuse('bays.not-your-wait', { person: wait.name });
}
