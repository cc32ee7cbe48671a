/**
 * A printed document as blocks: what it says and how the parts belong together, never bytes and never positions. The layout (`printing`) turns it
 * into pages for whatever the printer is loaded with, so one document is a receipt on a roll and a form on wide paper. Plain JSON: print jobs
 * keep it for years, so a block may be added here but what is there keeps its meaning.
 */
export type Align = 'left' | 'right' | 'centre';

export type Column = {
  readonly text: string;
  /** Share of the line's width; the shares of a row are compared with each other. */
  readonly share: number;
  readonly align: Align;
  readonly bold?: boolean;
};

/** What is said of something: 车牌 and 京A·D1234. */
export type Field = {
  readonly label: string;
  readonly text: string;
  /** Wide paper sets several fields beside each other; this one takes a line for itself. */
  readonly alone?: boolean;
  /** A line to sign on stands behind its text. */
  readonly sign?: boolean;
};

export type TableColumn = {
  readonly title: string;
  readonly align: Align;
  /** Share of what the other columns leave; left out: as wide as its widest text, so that no number is broken. */
  readonly share?: number;
  readonly bold?: boolean;
  /** Its values are added up in the lines below. */
  readonly sum?: { readonly as: 'quantity' | 'money'; readonly unit?: string };
  /** On a narrow roll: in a line of its own below the row, or left out. */
  readonly narrow?: 'below' | 'out';
};

export type TableRow = {
  /** One text a column. */
  readonly cells: readonly string[];
  /** What the row adds to each column with a sum: thousandths of a unit, or fen. */
  readonly values?: readonly number[];
};

export type Table = {
  readonly block: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Below the lines of each page, where there is more than one: "本页小计 {n} 项". {n} is the number of rows. */
  readonly subtotal?: string;
  /** Below the last line: "合计 {n} 项". */
  readonly total?: string;
};

export type Block =
  | { readonly block: 'heading'; readonly text: string; readonly align: 'left' | 'centre' }
  | {
      readonly block: 'text';
      readonly text: string;
      readonly align: Align;
      readonly bold?: boolean;
      /** Its lines that would begin a new page are left out: a label is one label. */
      readonly ifRoom?: boolean;
    }
  | { readonly block: 'columns'; readonly columns: readonly Column[] }
  | { readonly block: 'fields'; readonly fields: readonly Field[] }
  | Table
  | { readonly block: 'rule' }
  | { readonly block: 'space'; readonly height_mm: number }
  /** CODE128. `fnc3` makes it a set-up code, with that mark at this end of the text; the text may then hold control characters. */
  | {
      readonly block: 'barcode';
      readonly text: string;
      readonly fnc3?: 'first' | 'last';
      /** Left out where it would begin a new page: its text stands elsewhere too. */
      readonly ifRoom?: boolean;
    }
  | { readonly block: 'qr'; readonly text: string }
  | { readonly block: 'signature'; readonly label: string }
  /** A photo, a signature or a logo. */
  | {
      readonly block: 'picture';
      /** A PNG in base64: the job keeps it, so that a reprint shows what the original showed. */
      readonly png: string;
      /** The box that it fills in its own shape. */
      readonly width_mm: number;
      readonly height_mm: number;
      readonly align: Align;
      /** Stand for it where it cannot be read, and on a head that prints no pictures. */
      readonly words: string;
    }
  /** On one page, if a page is large enough; right behind a table also with its last row: nobody signs a page without one. */
  | { readonly block: 'together'; readonly blocks: readonly Block[] }
  | { readonly block: 'page-break' };

/** Whose copy it is: 存根 stays here, 客户 and 财务 take theirs. */
export const COPY_NAMES = ['存根', '客户', '财务'] as const;
export type CopyName = (typeof COPY_NAMES)[number];

export type PrintedDocument = {
  /** Template that made it ("requisition"). With document, copy name and copy it is the key of the print job. */
  readonly template: string;
  readonly title: string;
  /** Above the blocks, and again at the top of every further page. */
  readonly head?: readonly Block[];
  readonly blocks: readonly Block[];
  /** "第 {n}/{m} 页", at the bottom of every page of a form. */
  readonly pageWords?: string;
  /** Each is a job of its own; left out: one, called 存根. */
  readonly copies?: readonly CopyName[];
  /** What is stuck on something: no voucher, so no word of copies or of another printer stands on it. */
  readonly unmarked?: boolean;
};
