import type { Media } from '../../devices/printers/page.ts';
import type { Printer } from '../../devices/printers/printer.ts';
import { MEDIA } from './media.ts';

/** The printers that the hub holds open, by name. */
export class Printers {
  readonly #open = new Map<string, Printer>();

  add(printer: Printer): () => Promise<void> {
    this.#open.set(printer.name, printer);
    return async () => {
      if (this.#open.get(printer.name) === printer) this.#open.delete(printer.name);
    };
  }

  find(name: string): Printer | undefined {
    return this.#open.get(name);
  }

  /** What a printer is loaded with; ordinary 80 mm paper for one that is not there. */
  readonly mediaOf = (name: string | null): Media => this.#open.get(name ?? '')?.media ?? MEDIA['roll-80'];
}
