/** What goes to a head. */
export type EncodedJob = {
  readonly bytes: Uint8Array;
  /** Length of the longest single command, for throwing away what is left of a broken job. */
  readonly longestCommand: number;
};
