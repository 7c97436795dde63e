/**
 * Builds the pages into web/dist at the paths the server promises (`PAGES`), assets hashed under /assets/.
 * Nothing is inlined (the server's policy is default-src 'self') and nothing is fetched from elsewhere.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compressed } from './ui/build/compressed.ts';
import { pagePaths } from './ui/build/page-paths.ts';
import { shellList } from './ui/build/shell-list.ts';
import { textsChunk } from './ui/build/texts-chunk.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Folder of a page's source -> path it is served under. */
const PAGES: Readonly<Record<string, string>> = {
  enter: 'enter',
  'protected-person': 'app',
  'monitoring-centre': 'centre',
  supporter: 'help',
  court: 'court',
  figures: 'figures',
  registers: 'registers',
  verify: 'verify',
  log: 'log',
  oversight: 'oversight',
  'court/feasibility': 'court/feasibility',
  wearer: 'wearer',
};

/** Where a development server finds the API: a running `npm start`, or a scripted feed. */
const api = process.env.MAGPIE_API ?? 'http://127.0.0.1:8420';

export default defineConfig({
  root,
  base: '/',
  publicDir: 'protected-person/public',
  plugins: [react(), pagePaths(PAGES) as Plugin, shellList() as Plugin, compressed() as Plugin],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // What is older is not helped: rewriting :dir() asks for the language instead of the direction.
    cssTarget: ['chrome120', 'safari16.4', 'firefox120'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(Object.keys(PAGES).map((folder) => [folder, `${root}${folder}/index.html`])),
        'service-worker': `${root}protected-person/service-worker.ts`,
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'app/sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: { groups: [{ name: textsChunk }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: api, ws: true } },
  },
});
