import {
  acceptHandOver,
  decideLoss,
  declineHandOver,
  offerHandOver,
  reportLoss,
  useHoldings,
} from '../../hub/holdings/contract.ts';
import { createRequisition } from '../../hub/requisitions/contract.ts';
import {
  approveRequisition,
  confirmRequisition,
  rejectRequisition,
  submitRequisition,
} from '../../hub/requisitions/decision-contract.ts';
import {
  copyRequisition,
  issueLessOf,
  refuseRequisition,
  reverseRequisition,
  signForRequisition,
} from '../../hub/requisitions/life-contract.ts';
import { confirmReturn, setReturnLine, startReturn } from '../../hub/returns/contract.ts';
import type { Acknowledged } from './client.ts';
import type { MonthData, Worker } from './month-people.ts';
import type { Random } from './random.ts';

const ISSUES_A_DAY = 400;
/** How many do something at the same time. */
const HANDS = 8;
const HAND_OVERS_A_DAY = 12;
const LOSSES_A_DAY = 3;

type Line = { readonly part: string; readonly quantity: number };
type Made = { readonly id: string; readonly number: string };
type Ask = (path: string) => Promise<unknown>;

function accepted<Reply>({ outcome, body }: Acknowledged): Reply | null {
  return outcome === 'accepted' ? (body as Reply) : null;
}

/** One day of the workshop: issues with their use, signing, refusing and undoing; hand-overs, losses; and at the end everybody brings back. */
export class MonthDay {
  readonly #data: MonthData;
  readonly #random: Random;
  readonly #ask: Ask;

  constructor(data: MonthData, random: Random, ask: Ask) {
    this.#data = data;
    this.#random = random;
    this.#ask = ask;
  }

  async play(): Promise<void> {
    await this.#together(ISSUES_A_DAY, (random) => this.#issue(random));
    await this.#together(HAND_OVERS_A_DAY, (random) => this.#handOver(random));
    await this.#together(LOSSES_A_DAY, (random) => this.#lose(random));
    await this.#together(this.#data.technicians.length, (random, n) =>
      this.#bringBack(random, this.#data.technicians[n] as Worker),
    );
  }

  /** So many tasks by a few hands; each task has choices of its own, whoever is quicker. */
  async #together(count: number, task: (random: Random, n: number) => Promise<void>): Promise<void> {
    const randoms = Array.from({ length: count }, () => this.#random.fork());
    let next = 0;
    const hand = async (): Promise<void> => {
      for (let n = next++; n < count; n = next++) await task(randoms[n] as Random, n);
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
  }

  #lines(random: Random): Line[] {
    const parts = new Set(Array.from({ length: random.between(1, 4) }, () => random.pick(this.#data.parts)));
    return [...parts].map((part) => ({ part, quantity: random.between(1, 5) * 1000 }));
  }

  async #issue(random: Random): Promise<void> {
    const { keepers, technicians, orders, warehouse } = this.#data;
    const [keeper, technician] = [random.pick(keepers), random.pick(technicians)];
    const order = random.chance(0.85) ? random.pick(orders) : null;
    const lines = this.#lines(random);
    const head = { warehouse, purpose: order === null ? 'kit' : 'order', receiver: technician.id, order } as const;
    const byKeeper = random.chance(0.75);
    const maker = byKeeper ? keeper : technician;
    const slip = accepted<Made>(await maker.client.do(createRequisition, { ...head, remark: '', lines }));
    if (slip === null) return;
    const isIssued = byKeeper
      ? accepted(await keeper.client.do(confirmRequisition, { requisition: slip.id })) !== null
      : await this.#decide(random, technician, slip);
    if (isIssued) await this.#afterwards(random, { keeper, technician, order, lines, slip });
  }

  /** A slip that waits: issued short, rejected, or approved, by two keepers at once now and then. */
  async #decide(random: Random, technician: Worker, { id: requisition }: Made): Promise<boolean> {
    const [first, second] = [random.pick(this.#data.keepers), random.pick(this.#data.keepers)];
    if (accepted(await technician.client.do(submitRequisition, { requisition })) === null) return false;
    if (random.chance(0.15)) {
      await first.client.signIn();
      await first.client.do(rejectRequisition, { requisition, reason: '配件不对' });
      return false;
    }
    if (random.chance(0.2)) await this.#issueLess(first, requisition);
    const answers = await Promise.all([
      first.client.do(approveRequisition, { requisition }),
      ...(random.chance(0.3) && second !== first ? [second.client.do(approveRequisition, { requisition })] : []),
    ]);
    return answers.some(({ outcome }) => outcome === 'accepted');
  }

  async #issueLess(keeper: Worker, requisition: string): Promise<void> {
    const shown = (await this.#ask(`/requisitions/${requisition}`)) as {
      slip: { lines: { id: string; quantity: number }[] };
    };
    const line = shown.slip.lines.find(({ quantity }) => quantity > 1000);
    if (line === undefined) return;
    const less = { requisition, line: line.id, quantity: line.quantity - 1000, reason: '库存不足', backOrder: true };
    await keeper.client.do(issueLessOf, less);
  }

  async #afterwards(
    random: Random,
    of: { keeper: Worker; technician: Worker; order: string | null; lines: readonly Line[]; slip: Made },
  ): Promise<void> {
    const { keeper, technician, order, lines, slip } = of;
    const requisition = slip.id;
    const draw = random.next();
    if (draw < 0.03) {
      await technician.client.do(refuseRequisition, { requisition, reason: '型号不对' });
      return;
    }
    if (draw < 0.06) {
      await keeper.client.signIn();
      await keeper.client.do(reverseRequisition, { requisition, reason: '发错人' });
      return;
    }
    if (draw < 0.95) await technician.client.do(signForRequisition, { requisition });
    if (random.chance(0.05)) await keeper.client.do(copyRequisition, { requisition });
    const used = lines.filter(() => random.chance(0.7)).map(({ part }) => ({ part, quantity: 1000 }));
    if (order !== null && used.length > 0) {
      await technician.client.do(useHoldings, { person: technician.id, order, lines: used });
    }
  }

  async #held({ id }: Worker): Promise<Line[]> {
    const answer = (await this.#ask(`/people/${id}/holdings`)) as { holdings: Line[] };
    return answer.holdings;
  }

  async #handOver(random: Random): Promise<void> {
    const [giver, taker] = [random.pick(this.#data.technicians), random.pick(this.#data.technicians)];
    const held = await this.#held(giver);
    if (held.length === 0 || giver === taker) return;
    const { part, quantity } = random.pick(held);
    const offer = {
      giver: giver.id,
      taker: taker.id,
      remark: '',
      lines: [{ part, quantity: Math.min(quantity, 2000) }],
    };
    const made = accepted<Made>(await giver.client.do(offerHandOver, offer));
    if (made === null) return;
    const decide = random.chance(0.85) ? acceptHandOver : declineHandOver;
    await taker.client.do(decide, { handOver: made.id });
  }

  async #lose(random: Random): Promise<void> {
    const who = random.pick(this.#data.technicians);
    const held = await this.#held(who);
    if (held.length === 0) return;
    const { part } = random.pick(held);
    const report = { person: who.id, kind: 'damage', part, quantity: 1000, remark: '摔坏' } as const;
    const made = accepted<Made>(await who.client.do(reportLoss, report));
    if (made === null) return;
    await this.#data.supervisor.client.signIn();
    await this.#data.supervisor.client.do(decideLoss, { report: made.id, approve: random.chance(0.7), reason: '' });
  }

  /** 日清: the list of what is left, most of it checked, received by any keeper. */
  async #bringBack(random: Random, technician: Worker): Promise<void> {
    const start = { person: technician.id, warehouse: this.#data.warehouse, ticket: false };
    const slip = accepted<Made>(await technician.client.do(startReturn, start));
    if (slip === null) return;
    const keeper = random.pick(this.#data.keepers);
    const shown = (await this.#ask(`/returns/${slip.id}`)) as { slip: { lines: { id: string; remainder: number }[] } };
    for (const { id: line, remainder } of shown.slip.lines.filter(() => random.chance(0.9))) {
      const condition = random.chance(0.05) ? 'damaged' : random.chance(0.05) ? 'opened' : 'good';
      await keeper.client.do(setReturnLine, { return: slip.id, line, quantity: remainder, condition });
    }
    await keeper.client.do(confirmReturn, { return: slip.id });
  }
}
