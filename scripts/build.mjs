import { argv } from 'node:process'
import { build } from 'vite'
import { root, uncompressed } from './built-app.mjs'
import { compressWeb, finishWeb } from './web-build/finish-web.mjs'

// `npm run build`: the web app, the pages that the proxy draws, and the server, side by side.

// `scripts/size.mjs` has the limits of what is loaded.
const output = { chunkSizeWarningLimit: 2000 }
const all = /** @type {const} */ ({ root, logLevel: 'warn' })

await Promise.all([
  build({ ...all, build: output }).then(finishWeb),
  build({ ...all, build: output, configFile: 'vite.render.config.ts' }),
  build({ ...all, build: { ...output, ssr: true } }),
])
if (!argv.includes(uncompressed)) await compressWeb()
