import type { Plugin } from 'vite'
import { chunkWith, withImports } from './chunks.mjs'
import { withoutFirstLoad } from './output-files.ts'

/** What each page loads soon after it is shown. */
const modules = [
  '/web/app/when-idle.ts',
  '/web/app/field-data.ts',
  '/web/widgets/failure-page/failure-page.tsx',
  '/web/components/overlay/animated-parts.tsx',
]

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
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const roots = modules.map((path) => chunkWith(chunks, path))
        const files = withImports(roots, chunks).flatMap(({ fileName, viteMetadata }) => [
          fileName,
          ...(viteMetadata?.importedCss ?? []),
        ])
        const named = withoutFirstLoad('', [...new Set(files)]).filter(
          (file) => !html.includes(`/${file}`),
        )
        const meta = /(?<=<meta name="app-files" content=")/
        if (!meta.test(html)) throw new Error('index.html lacks <meta name="app-files">')
        return html.replace(meta, named.map((file) => `/${file}`).join(' '))
      },
    },
  }
}
