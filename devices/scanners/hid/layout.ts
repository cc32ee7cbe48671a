import type { HidLayout } from '../../profile-scanner.ts';
import { type InputField, parseDescriptor } from './descriptor.ts';

/** Usages of the bar code scanner page (USB-IF, HID Point of Sale Usage Tables 1.02) and the generic desktop page's byte count. */
const SCANNED_DATA_REPORT = 0x8c_0012;
const SYMBOLOGY_1 = 0x8c_00fb;
const SYMBOLOGY_2 = 0x8c_00fc;
const SYMBOLOGY_3 = 0x8c_00fd;
const DECODED_DATA = 0x8c_00fe;
const CONTINUED = 0x8c_00ff;
const BYTE_COUNT = 0x01_003b;

/**
 * Where the code is, as the device's own report descriptor says; null when it does not say so in whole bytes. Vendors differ here (Honeywell has three
 * bytes of AIM id before the data, Newland none), so that nothing is assumed: no length byte means that the data ends at its zeros.
 */
export function layoutFromDescriptor(descriptor: Uint8Array): HidLayout | null {
  const fields = parseDescriptor(descriptor)?.fields.filter(({ isConstant, isArray }) => !isConstant && !isArray) ?? [];
  const candidates = fields.filter((field) => field.bitSize === 8 && usageAt(field, 0) === DECODED_DATA);
  const data =
    candidates.find(({ collections }) => collections.includes(SCANNED_DATA_REPORT)) ??
    candidates.toSorted((one, other) => other.count - one.count)[0];
  if (data === undefined || data.bitOffset % 8 !== 0) return null;
  const own = fields.filter(({ reportId }) => reportId === data.reportId);
  const lengthByte = byteOf(own, BYTE_COUNT);
  const aimByte = aimByteOf(own);
  const symbologyByte = aimByte ?? byteOf(own, SYMBOLOGY_1);
  const continued = own.find((field) => field.bitSize === 1 && usageAt(field, 0) === CONTINUED);
  return {
    reportId: data.reportId,
    data: { byte: data.bitOffset / 8, bytes: data.count },
    ...(lengthByte === null ? {} : { lengthByte }),
    ...(aimByte === null ? {} : { aimByte }),
    ...(aimByte === null && symbologyByte !== null ? { codeIdByte: symbologyByte } : {}),
    ...(continued === undefined
      ? {}
      : { continued: { byte: Math.floor(continued.bitOffset / 8), bit: continued.bitOffset % 8 } }),
  };
}

const usageAt = ({ usages }: InputField, index: number): number | undefined =>
  usages[Math.min(index, usages.length - 1)];

/** The first whole byte with that usage. */
function byteOf(fields: readonly InputField[], usage: number): number | null {
  for (const field of fields) {
    if (field.bitSize !== 8 || field.bitOffset % 8 !== 0) continue;
    for (let index = 0; index < Math.min(field.count, field.usages.length); index++) {
      if (usageAt(field, index) === usage) return field.bitOffset / 8 + index;
    }
  }
  return null;
}

/** Three bytes beside each other, as three usages or as three elements of the first. */
function aimByteOf(fields: readonly InputField[]): number | null {
  const first = byteOf(fields, SYMBOLOGY_1);
  if (first === null) return null;
  const isRow = byteOf(fields, SYMBOLOGY_2) === first + 1 && byteOf(fields, SYMBOLOGY_3) === first + 2;
  const isRun = fields.some(
    (field) => field.count === 3 && field.usages.length === 1 && field.bitOffset === first * 8 && field.bitSize === 8,
  );
  return isRow || isRun ? first : null;
}
