import { join } from 'node:path';
import type { Plugin } from 'vite';

const LOOK = join(import.meta.dirname, 'look');

/**
 * What of Vaadin's components a workshop's page does otherwise: it speaks to the hub only, so that nothing reports their use to their maker from a page
 * on localhost; and their defaults are adopted as a style sheet, because the content security policy lets no `<style>` in.
 */
export function vaadinInTheHouse(): Plugin {
  return {
    name: 'vaadin-in-the-house',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source.startsWith('@vaadin/vaadin-usage-statistics')) return join(LOOK, 'no-statistics.ts');
      const isOfBase =
        (importer ?? '').includes('@vaadin/component-base') || source.startsWith('@vaadin/component-base');
      if (isOfBase && source.endsWith('/css-utils.js')) return join(LOOK, 'vaadin-styles.ts');
      if (isOfBase && source.endsWith('/slot-styles-mixin.js')) return join(LOOK, 'vaadin-slot-styles.ts');
      return null;
    },
  };
}
