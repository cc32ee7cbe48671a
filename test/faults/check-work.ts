import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';
import type { Acknowledged } from './client.ts';
import type { History } from './history.ts';

export const CLAIMS_OF_WORK = {
  there: 'every acknowledged operation is there once, with the answer that was given',
  effects: 'what was acknowledged as done was done, once and whole',
  refused: 'nothing of what was refused happened',
  numbers: 'no document number was given twice',
} as const;

type Slip = { readonly number: string; readonly approval: string };

/** Kinds of events that an accepted operation must have left, each exactly once. */
const LEAVES: { readonly [operation: string]: readonly string[] } = {
  'requisitions.create': ['requisition.drafted'],
  'requisitions.submit': ['requisition.submitted'],
  'requisitions.approve': ['requisition.approved', 'stock.issued', 'print.queued'],
  'requisitions.confirm': ['requisition.submitted', 'requisition.approved', 'stock.issued', 'print.queued'],
  'requisitions.reject': ['requisition.rejected'],
  'requisitions.reprint': ['print.queued'],
  'printing.answer': ['print.answered'],
};
/** Where a slip stands for good after the operation. */
const ENDS_AS: { readonly [operation: string]: string } = {
  'requisitions.approve': 'APPROVED',
  'requisitions.confirm': 'APPROVED',
  'requisitions.reject': 'REJECTED',
  'requisitions.cancel': 'CANCELLED',
};

/** Holds the answers that clients got against the log: each is there once, as it was given, and what was refused left nothing. */
export function checkAnswers(reader: Reader, history: History, answers: readonly Acknowledged[], claims: Claims): void {
  const moved = new Set(
    reader.all<{ id: string }>('select distinct operation_id as id from movement').map(({ id }) => id),
  );
  for (const answer of answers) {
    const what = () => `${answer.name} ${answer.key}`;
    const logged = history.loggedAs.get(answer.key);
    const sameAnswer =
      logged?.name === answer.name && logged.outcome === answer.outcome && sameReply(logged.reply, answer);
    claims.check(CLAIMS_OF_WORK.there, sameAnswer, what);
    if (answer.outcome === 'accepted') continue;
    const kinds = history.eventsOf.get(answer.key) ?? [];
    claims.check(CLAIMS_OF_WORK.refused, kinds.length === 0 && !moved.has(answer.key), what);
  }
}

/** Besides, what was acknowledged as done at a counter was done, once and whole. */
export function checkWork(reader: Reader, history: History, answers: readonly Acknowledged[], claims: Claims): void {
  checkAnswers(reader, history, answers, claims);
  for (const answer of answers.filter(({ outcome }) => outcome === 'accepted')) {
    const kinds = history.eventsOf.get(answer.key) ?? [];
    const left = (LEAVES[answer.name] ?? []).every((kind) => kinds.filter((other) => other === kind).length === 1);
    claims.check(CLAIMS_OF_WORK.effects, left, () => `${answer.name} ${answer.key} left ${kinds.join(' ')}`);
    checkSlip(reader, answer, claims);
  }
}

function sameReply(logged: string, answer: Acknowledged): boolean {
  const reply = JSON.parse(logged) as Record<string, unknown>;
  const said = answer.outcome === 'accepted' ? reply : { code: reply.refused, facts: reply.facts };
  return JSON.stringify(said) === JSON.stringify(answer.body);
}

function checkSlip(reader: Reader, answer: Acknowledged, claims: Claims): void {
  if (!answer.name.startsWith('requisitions.') || answer.name === 'requisitions.reprint') return;
  const { id, number } = answer.body as { id: string; number: string };
  const slip = reader.one<Slip>('select number, approval from requisition where id = ?', id);
  const end = ENDS_AS[answer.name];
  const holds = slip?.number === number && (end === undefined || slip.approval === end);
  claims.check(CLAIMS_OF_WORK.effects, holds, () => `${answer.name} ${answer.key}: ${number} is ${slip?.approval}`);
}

/** Numbers as clients were told them: each belongs to one slip only. */
export function checkNumbers(reader: Reader, answers: readonly Acknowledged[], claims: Claims): void {
  const told = answers.filter(({ name, outcome }) => name === 'requisitions.create' && outcome === 'accepted');
  const numbers = told.map(({ body }) => (body as { number: string }).number);
  claims.check(CLAIMS_OF_WORK.numbers, new Set(numbers).size === numbers.length, () => 'two clients got one number');
  const twice = reader.all('select number, count(*) as n from requisition group by number having n > 1');
  claims.none(CLAIMS_OF_WORK.numbers, twice);
}
