import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { InvalidRequest } from './errors.ts';

type Validator = {
  Check(value: unknown): boolean;
  Errors(value: unknown): { instancePath: string; message: string }[];
};
const validators = new WeakMap<TSchema, Validator>();

function validatorFor(schema: TSchema): Validator {
  let validator = validators.get(schema);
  if (validator === undefined) {
    validator = Compile(schema) as unknown as Validator;
    validators.set(schema, validator);
  }
  return validator;
}

/** @throws InvalidRequest with every field that does not fit. */
export function validate(schema: TSchema, value: unknown): void {
  const validator = validatorFor(schema);
  if (validator.Check(value)) return;
  const fields = validator
    .Errors(value)
    .slice(0, 20)
    .map((error) => ({ path: error.instancePath === '' ? '/' : error.instancePath, message: error.message }));
  throw new InvalidRequest(fields);
}

/** Half of a surrogate pair is no text: it has no canonical form (RFC 8785) and no UTF-8. JSON writes it as an escape. */
const BROKEN_TEXT = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/** @throws InvalidRequest */
export function refuseBrokenText(value: unknown): void {
  if (!BROKEN_TEXT.test(JSON.stringify(value) ?? '')) return;
  throw new InvalidRequest([{ path: '/', message: 'must not contain half of a character (a lone surrogate)' }]);
}

/** A copy of the value with the schema's defaults where it says nothing. */
export function withDefaults(schema: TSchema, value: unknown): unknown {
  return Value.Default(schema, Value.Clone(value));
}

/** Text of a query string as the numbers and booleans that the schema asks for. */
export function converted(schema: TSchema, value: unknown): unknown {
  return Value.Convert(schema, Value.Clone(value));
}
