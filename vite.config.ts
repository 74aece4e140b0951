import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstPicture } from './scripts/vite/first-picture.mjs';
import { leanMonaco } from './scripts/vite/lean-monaco.mjs';
import { leanPackages } from './scripts/vite/lean-packages.mjs';
import { survival } from './scripts/vite/survival.mjs';

/** Folders of pure functions: importing one of their files does nothing, so a chunk that uses one function takes that function alone. */
const PURE = /\/src\/(core|scene|messages|share)\//;
const rolldownOptions = { treeshake: { moduleSideEffects: (id: string) => !PURE.test(id) } };

export default defineConfig({
  base: './',
  plugins: [react(), firstPicture(), survival(), leanPackages(), leanMonaco()],
  worker: { format: 'es', rolldownOptions },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000, manifest: true, rolldownOptions },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    // Files share what they import: most of a run was importing the same modules again for each of them. A file that changes what is
    // global puts it back.
    isolate: false,
    maxWorkers: '100%',
  },
});
