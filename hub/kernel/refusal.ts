/**
 * A refusal is an answer of the rules, not an error: a stable code and the facts that a person needs to act on it.
 * The sentence is made where the person is (kiosk catalogue, paper words), never here.
 */
export type Facts = { readonly [fact: string]: string | number | boolean | null };

export type Refusal = { readonly refused: string; readonly facts: Facts };

export function refuse(code: string, facts: Facts = {}): Refusal {
  return { refused: code, facts };
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer && typeof answer.refused === 'string';
}
