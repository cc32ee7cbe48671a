/** What is wrong with a row of what an employee holds. */
export const HOLDING_ROW_CODES = [
  'import.no-number',
  'import.no-name',
  'import.no-quantity',
  'import.quantity-twice',
  'import.holds-other',
  'import.lot-needed',
  'import.too-long',
  'import.too-precise',
  'import.not-a-number',
  'import.negative',
  'import.rounded',
  'import.zeros-lost',
  'import.other-employee',
  'parts.code-means-something',
  'parts.not-in-unit',
] as const;
/** What stands against a whole file of holdings. */
export const HOLDING_FILE_REFUSALS = [
  'import.no-employee',
  'import.employee-gone',
  'import.no-quantity-column',
] as const;
