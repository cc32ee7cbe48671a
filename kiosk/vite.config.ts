import { defineConfig } from 'vite';
import { buildId } from './build-id.ts';
import { vaadinInTheHouse } from './vaadin-in-the-house.ts';

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
  plugins: [vaadinInTheHouse(), buildId()],
});
