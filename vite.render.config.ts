import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What a page imports once it is alive is never drawn here. */
const withoutWhatComesLater: Plugin = {
  name: 'without-what-comes-later',
  resolveDynamicImport: (id) => (typeof id === 'string' ? { id, external: true } : null),
}

/**
 * The web app's tree for the proxy, which draws the pages of flows with it: a file that holds all that it
 * needs, React and antd-mobile too, for what these packages export for Node is not what the page has.
 */
export default defineConfig({
  // Half of React's time would be spent on warnings otherwise.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  ssr: { noExternal: true },
  build: {
    ssr: 'web/render/flow-html.tsx',
    outDir: 'dist/render',
    emptyOutDir: true,
    target: 'node20',
    copyPublicDir: false,
    chunkSizeWarningLimit: 2000,
  },
  plugins: [react(), withoutWhatComesLater],
})
