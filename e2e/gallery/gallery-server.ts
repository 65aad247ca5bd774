import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, preview, type Plugin } from 'vite'

/** The styles that are inlined in the app's own page. */
function pageStyles(): Plugin {
  return {
    name: 'page-styles',
    async transformIndexHtml(html) {
      const page = await readFile(new URL('../../index.html', import.meta.url), 'utf8')
      const styles = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? ''
      return html.replace('<style id="page-styles"></style>', `<style>${styles}</style>`)
    },
  }
}

/** Builds the gallery and serves it on a free port. */
export async function startGallery(): Promise<{ url: string; stop: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'gallery-'))
  const shared = {
    root: new URL('.', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
  } as const
  await build({ ...shared, plugins: [react(), pageStyles()], build: { outDir } })
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
