import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** How the console is built and served while it is worked on. */
export const VITE: InlineConfig = {
  configFile: false,
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  logLevel: 'error',
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
  },
};
