import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
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
