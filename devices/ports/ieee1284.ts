/** What a printer says of itself in its IEEE 1284 device id: `MFG:EPSON;CMD:ESCPL2;MDL:LQ-630K;CLS:PRINTER;SN:7A3K012345;`. */
export type PrinterId = { readonly maker: string; readonly model: string; readonly serial: string | null };

/** Short and long names of the keys as IEEE 1284 allows them; the serial number is an extension that makers spell in three ways. Null without maker or model. */
export function parsePrinterId(text: string): PrinterId | null {
  const keys = new Map(
    text.split(';').flatMap((part) => {
      const at = part.indexOf(':');
      return at < 0 ? [] : [[part.slice(0, at).trim().toUpperCase(), part.slice(at + 1).trim()] as const];
    }),
  );
  const maker = keys.get('MFG') ?? keys.get('MANUFACTURER') ?? '';
  const model = keys.get('MDL') ?? keys.get('MODEL') ?? '';
  if (maker === '' || model === '') return null;
  return { maker, model, serial: keys.get('SN') || keys.get('SERN') || keys.get('SERIALNUMBER') || null };
}

const SCHEME = 'usb-printer:';

/** `usb-printer:EPSON/LQ-630K/7A3K012345`; the serial number is left out where there is none. */
export const printerAddress = ({ maker, model, serial }: PrinterId): string =>
  SCHEME + [maker, model, ...(serial === null ? [] : [serial])].map(encodeURIComponent).join('/');

/** The id in an address; null when it is none. */
export function printerIdIn(address: string): PrinterId | null {
  if (!address.startsWith(SCHEME)) return null;
  const parts = address.slice(SCHEME.length).split('/');
  try {
    const [maker = '', model = '', serial = null, ...more] = parts.map(decodeURIComponent);
    return maker === '' || model === '' || serial === '' || more.length > 0 ? null : { maker, model, serial };
  } catch {
    return null;
  }
}
