import type { Hub } from '../hub/topic-controller.ts';

/** Who says what a part is and what it costs; who says where it lies and what it weighs (`hub/parts/contract.ts`). */
const MASTERS: ReadonlySet<string> = new Set(['manager', 'administrator']);
const KEEPERS: ReadonlySet<string> = new Set(['keeper', 'manager', 'administrator']);
/** Who decides on a loss report (`hub/holdings/contract.ts`). */
const LOSS_JUDGES: ReadonlySet<string> = new Set(['supervisor', 'manager']);

function has(hub: Hub | undefined, roles: ReadonlySet<string>): boolean {
  return hub?.connection.lastHello?.session?.roles.some((role) => roles.has(role)) ?? false;
}

export const mayMaster = (hub: Hub | undefined): boolean => has(hub, MASTERS);
export const mayKeep = (hub: Hub | undefined): boolean => has(hub, KEEPERS);
/** Any one keeper of the warehouse decides on its slips and returns (`hub/requisitions/rules.ts`, `hub/returns/rules.ts`). */
export function mayDecideAt(hub: Hub | undefined, warehouse: string): boolean {
  return hub?.connection.lastHello?.session?.keeperOf.includes(warehouse) ?? false;
}
export const mayDecideLoss = (hub: Hub | undefined): boolean => has(hub, LOSS_JUDGES);
