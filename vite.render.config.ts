import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Leaves dynamic imports out: a page makes them once it is alive, never while the proxy draws it. */
const withoutWhatComesLater: Plugin = {
  name: 'without-what-comes-later',
  resolveDynamicImport: (id) => (typeof id === 'string' ? { id, external: true } : null),
}

/**
 * Builds the web app for the proxy, which draws the pages of flows with it. The file contains React and
 * antd-mobile too, since their files for Node differ from those that the page has.
 */
export default defineConfig({
  // In development mode React would spend half of its time on warnings.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  ssr: { noExternal: true },
  build: {
    ssr: 'web/render/flow-html.tsx',
    outDir: 'dist/render',
    emptyOutDir: true,
    target: 'node20',
    copyPublicDir: false,
  },
  plugins: [react(), withoutWhatComesLater],
})
