import type { Json, JsonObject } from '../kernel/event.ts';
import { formatMoney } from '../kernel/money.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import type { Language } from './words.ts';

/** Which fields of a payload a person recognises an event by, in the order in which they are shown. */
const FIELDS: readonly {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly as?: 'money' | 'quantity';
}[] = [
  { key: 'number', zh: '单号', en: 'No.' },
  { key: 'document', zh: '单号', en: 'No.' },
  { key: 'plate', zh: '车牌', en: 'Plate' },
  { key: 'code', zh: '编号', en: 'Code' },
  { key: 'text', zh: '条码', en: 'Barcode' },
  { key: 'partNumber', zh: '配件号', en: 'Part no.' },
  { key: 'name', zh: '名称', en: 'Name' },
  { key: 'partName', zh: '配件', en: 'Part' },
  { key: 'model', zh: '型号', en: 'Model' },
  { key: 'spec', zh: '规格', en: 'Spec' },
  { key: 'quantity', zh: '数量', en: 'Quantity', as: 'quantity' },
  { key: 'lines', zh: '行数', en: 'Lines' },
  { key: 'amount', zh: '金额', en: 'Amount', as: 'money' },
  { key: 'total', zh: '合计', en: 'Total', as: 'money' },
  { key: 'price', zh: '单价', en: 'Price', as: 'money' },
  { key: 'bay', zh: '工位', en: 'Bay' },
  { key: 'station', zh: '工作站', en: 'Station' },
  { key: 'printer', zh: '打印机', en: 'Printer' },
  { key: 'copy', zh: '联次', en: 'Copy' },
  { key: 'missed', zh: '次数', en: 'Times' },
  { key: 'kind', zh: '类别', en: 'Kind' },
  { key: 'complaint', zh: '报修', en: 'Complaint' },
  { key: 'reason', zh: '原因', en: 'Reason' },
  { key: 'remark', zh: '备注', en: 'Remark' },
];
const MOST_FACTS = 4;
const MOST_TEXT = 40;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
/** "scans.issued": a word between programs, for which screens have sentences. */
const STABLE_CODE = /^[a-z]+\.[a-z-]+$/;

function shown(value: Json | undefined, as: 'money' | 'quantity' | undefined): string | null {
  if (Array.isArray(value)) return String(value.length);
  if (typeof value === 'number') {
    if (as === 'money') return formatMoney(value);
    return as === 'quantity' ? formatQuantity(value) : String(value);
  }
  // Ids lead a machine to the record, not a person.
  if (typeof value !== 'string' || value === '' || UUID.test(value) || STABLE_CODE.test(value)) return null;
  const letters = [...value];
  return letters.length > MOST_TEXT ? `${letters.slice(0, MOST_TEXT).join('')}…` : value;
}

export type Fact = { readonly label: string; readonly text: string };

/** At most four facts of a payload. Only fields of the list are shown: telephone numbers and the like never are. */
export function mainFacts(payload: Json, language: Language): Fact[] {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  const fields = payload as JsonObject;
  return FIELDS.flatMap((field) => {
    const text = Object.hasOwn(fields, field.key) ? shown(fields[field.key], field.as) : null;
    return text === null ? [] : [{ label: field[language], text }];
  }).slice(0, MOST_FACTS);
}
