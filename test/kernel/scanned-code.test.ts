import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gtinCheckDigit,
  gtinForms,
  isGs1,
  isGtin,
  parseGs1,
  parsePlate,
  parseVin,
} from '../../hub/kernel/scanned-code.ts';

const GS = '\u001d';

test('only four symbologies carry GS1 element strings', () => {
  expect(['C1', 'd2', 'Q3', 'e0'].every(isGs1)).toBe(true);
  expect(['C0', 'd1', 'Q1', 'E0', 'A0'].some(isGs1)).toBe(false);
  expect(isGs1(null)).toBe(false);
});

test('a GS1-128 label gives article, batch, serial and count', () => {
  expect(parseGs1(`0106901234567892101${'2AB'}${GS}21S1${GS}3750`)).toEqual({
    content: { gtin: '06901234567892', batch: '12AB', serial: 'S1', count: '50', others: {} },
  });
});

test('a fixed length needs no separator, a leading FNC1 may be there or not', () => {
  const expected = { content: { gtin: '06901234567892', expiry: '271231', batch: 'L7', others: {} } };
  expect(parseGs1('01069012345678921727123110L7')).toEqual(expected);
  expect(parseGs1(`${GS}01069012345678921727123110L7${GS}`)).toEqual(expected);
});

test('maker part number, order number and what we do not need are kept apart', () => {
  expect(parseGs1(`240OF-1${GS}400PO77${GS}91x`)).toEqual({
    content: { partNumber: 'OF-1', order: 'PO77', others: { '91': 'x' } },
  });
  expect(parseGs1(`3103001250`)).toEqual({ content: { others: { '3103': '001250' } } });
});

test.each([
  ['a wrong check digit', '0106901234567893', 'bad-check-digit'],
  ['an end too early', '010690123456', 'truncated'],
  ['an identifier that does not exist', '05123', 'unknown-identifier'],
  ['an empty batch', `10${GS}21S`, 'truncated'],
  ['a separator inside a fixed length', `0106901${GS}34567892`, 'truncated'],
])('%s is refused whole', (_what, text, defect) => {
  expect(parseGs1(text)).toEqual({ defect });
});

test('whatever comes, parsing ends with a content or a defect', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789AB', GS), maxLength: 60 }), (text) => {
      const result = parseGs1(text);
      expect('content' in result || 'defect' in result).toBe(true);
    }),
  );
});

test('what is written as an element string is read back', () => {
  const value = fc.string({ unit: fc.constantFrom(...'0123456789ABCxyz-./'), minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.stringMatching(/^\d{13}$/), value, value, (digits, batch, serial) => {
      const gtin = `${digits}${gtinCheckDigit(digits)}`;
      expect(parseGs1(`01${gtin}10${batch}${GS}21${serial}`)).toEqual({ content: { gtin, batch, serial, others: {} } });
    }),
  );
});

test('one article, however its number is written', () => {
  expect(isGtin('6901234567892')).toBe(true);
  expect(isGtin('6901234567893')).toBe(false);
  expect(gtinForms('012345678905')).toEqual(
    expect.arrayContaining(['012345678905', '0012345678905', '00012345678905']),
  );
  expect(gtinForms('6901234567892')).toEqual(['6901234567892', '06901234567892']);
  expect(gtinForms('OF-B8L')).toEqual(['OF-B8L']);
});

test('the forms of an article all lead to the same forms', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{11}$/), (digits) => {
      const upc = `${digits}${gtinCheckDigit(digits)}`;
      const forms = gtinForms(upc).toSorted();
      for (const form of forms) expect(gtinForms(form).toSorted()).toEqual(forms);
    }),
  );
});

test.each([
  ['LSVAA4182E2184847', 'LSVAA4182E2184847', true],
  ['ILSVAA4182E2184847', 'LSVAA4182E2184847', true],
  ['1M8GDM9AXKP042788', '1M8GDM9AXKP042788', true],
  ['11111111111111111', '11111111111111111', true],
  ['LSVAU033072164218', 'LSVAU033072164218', false],
])('%s is the VIN %s, check digit holds: %s', (text, vin, checkDigitHolds) => {
  expect(parseVin(text)).toEqual({ vin, checkDigitHolds });
});

test('letters that no VIN has, and other lengths, are no VIN', () => {
  expect(parseVin('LSVAA4182E218484O')).toBeNull();
  expect(parseVin('ILSVAA4182E218484')).toBeNull();
  expect(parseVin('LSVAA4182E21848471')).toBeNull();
});

test.each([
  ['京A·D1234', '京AD1234', false],
  ['粤B F88088', '粤BF88088', true],
  ['沪a-12345', '沪A12345', false],
  ['苏E12345D', '苏E12345D', true],
  ['京A1234警', '京A1234警', false],
])('%s is the plate %s, new energy: %s', (text, plate, newEnergy) => {
  expect(parsePlate(text)).toEqual({ plate, newEnergy });
});

test.each(['京AI1234', '京O12345', 'AB12345', '京A123456', '粤BL88088'])('%s is no plate', (text) => {
  expect(parsePlate(text)).toBeNull();
});
