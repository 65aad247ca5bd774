import type { Plugin, Rolldown } from 'vite'
import { withoutFirstLoad } from './output-files.ts'

/** What each page loads soon after it is shown. */
const modules = ['/web/app/when-idle.ts', '/web/widgets/failure-page/failure-page.tsx']

/**
 * Names in the page the files that each page loads soon after it is shown, for the service worker,
 * which caches the files that a page names.
 */
export function filesLoadedSoon(): Plugin {
  return {
    name: 'files-loaded-soon',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = new Set(modules.map((path) => chunkOf(path, bundle)))
        const files = new Set<string>()
        // Iterating over a set includes elements that are added during the iteration.
        for (const { fileName, imports, viteMetadata } of chunks) {
          for (const file of [fileName, ...(viteMetadata?.importedCss ?? [])]) files.add(file)
          for (const imported of imports) {
            const chunk = bundle[imported]
            if (chunk?.type === 'chunk') chunks.add(chunk)
          }
        }
        const named = withoutFirstLoad('', [...files]).filter((file) => !html.includes(`/${file}`))
        const meta = /(?<=<meta name="app-files" content=")/
        if (!meta.test(html)) throw new Error('index.html lacks <meta name="app-files">')
        return html.replace(meta, named.map((file) => `/${file}`).join(' '))
      },
    },
  }
}

function chunkOf(path: string, bundle: Rolldown.OutputBundle): Rolldown.OutputChunk {
  for (const file of Object.values(bundle))
    if (file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(path))) return file
  throw new Error(`nothing was made of ${path}`)
}
