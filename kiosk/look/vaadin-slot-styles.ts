/**
 * Stands for `slot-styles-mixin.js` of @vaadin/component-base, which puts a `<style>` beside a component for what is slotted into it: the content
 * security policy lets none in. An adopted style sheet of the same root does the same.
 */

// biome-ignore lint/suspicious/noExplicitAny: a mixin's constructor takes what its superclass takes (TypeScript, "Mixins").
type Element = new (...all: any[]) => HTMLElement;
const known = new WeakMap<Node, Set<string>>();

export function SlotStylesMixin(superclass: Element): Element {
  return class extends superclass {
    get slotStyles(): readonly string[] {
      return [];
    }

    connectedCallback(): void {
      (superclass.prototype as { connectedCallback?(): void }).connectedCallback?.call(this);
      const root = this.getRootNode();
      if (!(root instanceof Document || root instanceof ShadowRoot)) return;
      const there = known.get(root) ?? new Set();
      known.set(root, there);
      for (const styles of this.slotStyles.filter((one) => !there.has(one))) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(styles);
        root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
        there.add(styles);
      }
    }
  };
}
