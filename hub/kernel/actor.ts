/** The roles of `life-cycles.md` D12 in the order in which a person meets them. */
export const ROLES = [
  'visitor',
  'advisor',
  'supervisor',
  'technician',
  'keeper',
  'inspector',
  'cashier',
  'manager',
  'administrator',
  'head-office',
] as const;
export type Role = (typeof ROLES)[number];

/** Who stands behind an operation. At most one of `person` and `system` is set; neither means an unknown visitor. */
export type Actor = {
  readonly person: string | null;
  readonly roles: readonly Role[];
  /** The station from which it is done, when it is done at one. */
  readonly station: string | null;
  /** Name of the part of the hub that acts by itself ("printing", "reaction:callbacks", "demo"). */
  readonly system: string | null;
};

export const VISITOR: Actor = { person: null, roles: ['visitor'], station: null, system: null };

export function systemActor(system: string): Actor {
  return { person: null, roles: [], station: null, system };
}

/** Nobody may do what no rule allows; the hub's own parts may do what their room lets them. */
export function mayAct(actor: Actor, who: readonly Role[]): boolean {
  return actor.system !== null || who.some((role) => role === 'visitor' || actor.roles.includes(role));
}
