import { join } from 'node:path';
import { defineConfig } from 'vite';
import { buildId } from './build-id.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The content security policy lets fonts come from the hub only, never from data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome120',
  },
  // Vaadin's grid would report its use to its maker from a page on localhost. A workshop's pages speak to the hub only.
  resolve: {
    alias: [
      {
        find: /^@vaadin\/vaadin-usage-statistics\/.*$/,
        replacement: join(import.meta.dirname, 'look/no-statistics.ts'),
      },
    ],
  },
  plugins: [buildId()],
});
