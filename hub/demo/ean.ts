/** Check digit of an EAN-13 from its first twelve digits (GS1 General Specifications 7.9). */
export function eanCheckDigit(twelve: string): number {
  let sum = 0;
  [...twelve].forEach((digit, index) => {
    sum += Number(digit) * (index % 2 === 0 ? 1 : 3);
  });
  return (10 - (sum % 10)) % 10;
}

export function ean13(twelve: string): string {
  return `${twelve}${eanCheckDigit(twelve)}`;
}
