import { noChange } from 'lit';
import { Directive, directive, type PropertyPart } from 'lit/directive.js';

/** `.value=${unlessTyped(text)}`: an input shows what the hub has, but never over what a hand has just typed there. */
class UnlessTyped extends Directive {
  #given: string | undefined;

  override render(text: string): string {
    return text;
  }

  override update({ element }: PropertyPart, [text]: [string]): unknown {
    const input = element as HTMLInputElement;
    const isTyped = input.matches(':focus') && input.value !== this.#given && input.value !== text;
    if (text === this.#given || isTyped) return noChange;
    this.#given = text;
    return text;
  }
}

export const unlessTyped = directive(UnlessTyped);
