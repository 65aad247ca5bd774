import type { Plugin } from 'vite'
import { chunkWith } from './chunks.mjs'
import { heavyModulesOf } from './heavy-modules.mjs'

/**
 * Adds links to the page for the files of the first load that are not in it. The libraries are
 * preloaded immediately; for React and the app the links have `rel=later`, and the boot script
 * decides when to fetch them (`web/first-visit/preload-parts.ts`).
 */
export function preloadLinks(): Plugin {
  return {
    name: 'preload-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const app = chunkWith(chunks, '/web/main.tsx')
        const reactFile = chunkWith(chunks, '/web/app/react.ts').fileName
        const heavy = heavyModulesOf([app], chunks)
        if (heavy.length > 0)
          throw new Error(`the first load has heavy libraries in it:\n${heavy.join('\n')}`)
        const entry = chunks.find((chunk) => chunk.isEntry)
        const inPage = [entry?.fileName, ...(entry?.imports ?? [])]
        if (app.imports.includes(reactFile))
          throw new Error('the app imports the part of React that draws, which arrives last')
        const libraries = app.imports.filter((file) => !inPage.includes(file))
        for (const { fileName, imports } of chunks)
          if (libraries.includes(fileName) && imports.includes(app.fileName))
            throw new Error(`${fileName} imports the app, and the app imports it`)
        const links = (part: string, rel: string, files: string[]) =>
          files.map((file) => ({
            tag: 'link',
            attrs: { 'data-part': part, rel, crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          }))
        return [
          ...links('libraries', 'modulepreload', libraries),
          ...links('react', 'later', [reactFile]),
          ...links('app', 'later', [app.fileName]),
          ...[...(app.viteMetadata?.importedCss ?? [])].map((file) => ({
            tag: 'link',
            // A style sheet would delay painting the page's skeleton, so it is only preloaded here,
            // and the boot script replaces the link by one to a style sheet later.
            attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` },
            injectTo: 'body' as const,
          })),
        ]
      },
    },
  }
}
