import type { Reader } from '../store/open.ts';
import type { PartFacts } from './facts-contract.ts';
import { fitmentsOf, levelPricesOf, oeNumbersOf, packsOf, priceLevels, stockingOf } from './facts-store.ts';
import { barcodesOf, type Part } from './store.ts';

/** Codes of warehouses and bins, and names of levels, as a reader of parts needs them many times. */
export type Names = {
  readonly levels: readonly { readonly code: string; readonly name: string }[];
  /** By id; empty for the only one. */
  readonly warehouse: (id: string) => string;
  readonly bin: (id: string) => string;
};

export function namesFor(reader: Reader): Names {
  const warehouses = reader.all<{ id: string; code: string }>('select id, code from warehouse order by code');
  const bins = new Map<string, string>();
  return {
    levels: priceLevels(reader),
    warehouse: (id) => (warehouses.length < 2 ? '' : (warehouses.find((one) => one.id === id)?.code ?? '')),
    bin(id) {
      const known = bins.get(id) ?? reader.one<{ code: string }>('select code from bin where id = ?', id)?.code ?? '';
      bins.set(id, known);
      return known;
    },
  };
}

export function partFacts(reader: Reader, { retiredAt, ...part }: Part, names: Names): PartFacts {
  const prices = levelPricesOf(reader, part.id);
  return {
    ...part,
    retired: retiredAt !== null,
    barcodes: barcodesOf(reader, part.id).filter(({ code }) => code !== part.number),
    packs: packsOf(reader, part.id),
    oeNumbers: oeNumbersOf(reader, part.id),
    fitments: fitmentsOf(reader, part.id),
    prices: names.levels.flatMap(({ code, name }) => {
      const price = prices[code];
      return price === undefined ? [] : [{ level: code, name, price }];
    }),
    stocking: stockingOf(reader, part.id)
      .map(({ warehouse, homeBin, minimum, maximum }) => ({
        warehouse: names.warehouse(warehouse),
        bin: homeBin === null ? null : names.bin(homeBin),
        minimum,
        maximum,
      }))
      .sort((one, other) => (one.warehouse < other.warehouse ? -1 : 1)),
  };
}
