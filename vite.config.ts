import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000, manifest: true },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/*.test.ts'], environment: 'node', testTimeout: 20_000 },
});
