import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** How the pages are built, into a folder: two of them, which share what they have in common. */
export const viteConfig = (outDir: string): InlineConfig => ({
  configFile: false,
  root: join(import.meta.dirname, 'page'),
  // Warnings are of packages: directives for React's compiler, which is not used here.
  logLevel: 'error',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // Of the editor's 7 MB nothing can be left out, so its size is no news.
    chunkSizeWarningLimit: 10_000,
    // Each file under a name of its own content: what the policy allows is ours alone, and nothing is inlined that it refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'overview.html'].map((page) => join(import.meta.dirname, 'page', page)),
    },
  },
});
