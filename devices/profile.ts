/**
 * What profiles of all families share: a profile is data, what a model sends and understands, where that is written, and captured bytes that prove
 * it. Unknown keys are refused, so that a misspelt one is found.
 */

/** The bytes of a marker: `hex:02` or `text:P1`; none for a profile without it. */
export const markerBytes = (marker: string | undefined): Uint8Array =>
  marker === undefined
    ? new Uint8Array()
    : marker.startsWith('hex:')
      ? hexBytes(marker.slice(4))
      : new TextEncoder().encode(marker.slice('text:'.length));

/** Hex pairs with or without blanks, as the schema's `Hex` allows them. */
export const hexBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
