import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // In kilobytes before compression; the promise is 250 KB after it.
    chunkSizeWarningLimit: 800,
    // A data: URL would need a hole in the page's security policy.
    assetsInlineLimit: 0,
  },
});
