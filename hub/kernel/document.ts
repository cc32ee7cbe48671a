/**
 * A printed document as blocks: what it says and how the parts belong together, never bytes and never positions.
 * The layout (`printing`) turns blocks into a page for a given paper.
 */
export type Column = {
  readonly text: string;
  /** Share of the line's width; the shares of a row are compared with each other. */
  readonly share: number;
  readonly align: 'left' | 'right' | 'centre';
  readonly bold?: boolean;
};

export type Block =
  | { readonly block: 'heading'; readonly text: string; readonly align: 'left' | 'centre' }
  | {
      readonly block: 'text';
      readonly text: string;
      readonly align: 'left' | 'centre' | 'right';
      readonly bold?: boolean;
    }
  | { readonly block: 'columns'; readonly columns: readonly Column[] }
  | { readonly block: 'rule' }
  | { readonly block: 'space'; readonly height_mm: number }
  /** CODE128. `fnc3` makes it a set-up code, with that mark at this end of the text; the text may then hold control characters. */
  | { readonly block: 'barcode'; readonly text: string; readonly fnc3?: 'first' | 'last' }
  | { readonly block: 'qr'; readonly text: string }
  | { readonly block: 'signature'; readonly label: string };

export type PrintedDocument = {
  /** Template that made it ("requisition"). With document and copy it is the key of the print job. */
  readonly template: string;
  readonly title: string;
  readonly blocks: readonly Block[];
};
