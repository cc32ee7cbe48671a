/**
 * Stands for `css-utils.js` of @vaadin/component-base, which puts its defaults into a `<style>`: the content security policy lets none in. An adopted
 * style sheet does the same.
 */

type Property = Parameters<typeof CSS.registerProperty>[0];

export function registerCSSProperty(definition: Property): void {
  CSS.registerProperty(definition);
}

/** The rules as one sheet ahead of all others, so that the family's own win. */
export function addGlobalStyles(_id: string, ...styles: readonly { toString(): string }[]): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.map(String).join('\n'));
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
}
