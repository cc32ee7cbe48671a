import type { Media } from '../../devices/printers/page.ts';
import type { Printer } from '../../devices/printers/printer.ts';
import { MEDIA } from './media.ts';

/** Whether it is worth trying: a head without a back-channel is always worth it. */
export function canPrint({ state, status }: Pick<Printer, 'state' | 'status'>): boolean {
  if (state.state !== 'ready') return false;
  if (!status.known) return true;
  return status.online && !status.coverOpen && status.paper !== 'out';
}

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

  canPrint(name: string): boolean {
    const printer = this.#open.get(name);
    return printer !== undefined && canPrint(printer);
  }

  /** What a printer is loaded with; ordinary 80 mm paper for one that is not there. */
  readonly mediaOf = (name: string | null): Media => this.#open.get(name ?? '')?.media ?? MEDIA['roll-80'];
}
