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
  /** Wall time of the last proof by PIN; null without a person. Sensitive acts ask for a fresh one. */
  readonly provedAt: number | null;
  /** Name of the part of the hub that acts by itself ("printing", "reaction:callbacks", "demo"). */
  readonly system: string | null;
};

export const VISITOR: Actor = { person: null, roles: ['visitor'], station: null, provedAt: null, system: null };

export function systemActor(system: string): Actor {
  return { person: null, roles: [], station: null, provedAt: null, system };
}

/** How long a PIN counts as fresh for sensitive acts: reject, reverse, count post, price change (`life-cycles.md` D12). */
export const FRESH_PIN_MS = 5 * 60_000;

export function hasFreshPin(actor: Actor, now: number): boolean {
  return (
    actor.system !== null || (actor.provedAt !== null && now >= actor.provedAt && now - actor.provedAt <= FRESH_PIN_MS)
  );
}

/** Nobody may do what no rule allows; the hub's own parts may do what their room lets them. */
export function mayAct(actor: Actor, who: readonly Role[]): boolean {
  return actor.system !== null || who.some((role) => role === 'visitor' || actor.roles.includes(role));
}
