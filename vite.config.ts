import { readFileSync } from 'node:fs'
import devServer from '@hono/vite-dev-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { heavyModulesOf } from './scripts/web-build/heavy-modules.mjs'
import { jsapiWithout } from './scripts/web-build/jsapi-without.mjs'
import { preloadAgain } from './scripts/web-build/preload-again.mjs'
import { withoutBarrels } from './scripts/web-build/without-barrels.mjs'

/**
 * The oldest engines that DingTalk runs: UC core on Android (Chrome 69), WKWebView on iOS 13.
 * `scripts/check-build.mjs` checks the output against them.
 */
const engines = ['chrome69', 'safari13']

const jsapiModules = [
  'dingtalk-jsapi/lib/ddSdk',
  'dingtalk-jsapi/platform/android',
  'dingtalk-jsapi/platform/harmony',
  'dingtalk-jsapi/platform/ios',
  'dingtalk-jsapi/platform/pc',
  'dingtalk-jsapi/api/biz/contact/complexPicker',
  'dingtalk-jsapi/api/biz/ding/create',
  'dingtalk-jsapi/api/biz/util/share',
  'dingtalk-jsapi/api/union/closePage',
  'dingtalk-jsapi/api/union/openLink',
  'dingtalk-jsapi/api/union/openPageInSlidePanelForPC',
  'dingtalk-jsapi/api/union/requestAuthCode',
  'dingtalk-jsapi/api/union/scan',
  'dingtalk-jsapi/api/union/setNavigationTitle',
]

/**
 * Modules that dingtalk-jsapi imports and this app does not use, as the package's import statements
 * name them: alternative API names for `dd.config` (`web/dingtalk/configure.ts` uses the first ones),
 * polyfills, Weex detection, `dd.on` and `dd.off` on phones, bridges of mini programs and Weex.
 * Sizes: docs/decisions/032-what-the-build-cuts.md.
 */
const unusedByThisPage = [
  '../constant/apiMapping',
  '../../constant/apiMapping',
  './polyfills',
  './packages/dingtalk-javascript-env',
  '../lib/bridge/h5Event',
  '../lib/bridge/eapp',
  '../lib/bridge/weex',
  '../lib/bridge/weexEvent',
]

const empty = new URL('./web/dingtalk/sdk/empty.ts', import.meta.url).pathname

/** A plugin that rewrites the code of the modules whose path matches `modules`. */
function rewriting(name: string, modules: RegExp, rewrite: (code: string) => string): Plugin {
  return {
    name,
    apply: 'build',
    transform: (code, id) => (modules.test(id) ? { code: rewrite(code), map: null } : null),
  }
}

const rewritten = [
  rewriting(
    'without-barrels',
    /\/(?:web|antd-mobile\/es|@tanstack\/react-query\/build\/modern)\/.*\.[jt]sx?$/,
    withoutBarrels,
  ),
  // These packages find the global object by code made from text, which the CSP blocks and reports.
  rewriting(
    'without-code-from-text',
    /\/core-js\/internals\/global-this\.js|\/lodash\/_root\.js|\/frame-talk-client-pc\/index\.js/,
    (code) => code.replace(/Function\((['"])return this\1\)\(\)|\(0,eval\)\("this"\)/g, 'self'),
  ),
  rewriting('preload-again', /vite\/preload-helper/, preloadAgain),
  // Old engines have no `gap` in flex boxes; `theme.css` sets a margin instead.
  {
    ...rewriting('card-without-gap', /antd-mobile\/es\/components\/card\/card\.css$/, (code) =>
      code.replace(/\s*gap:[^;]+;/, ''),
    ),
    enforce: 'pre' as const,
  },
]

/**
 * Adds links to the page for the files that the boot script imports. The libraries are preloaded at
 * once; for React and the app the links have `rel=later`, and the boot script fetches the files one
 * after the other (`web/boot/preload-parts.ts`).
 */
function preloadParts(): Plugin {
  return {
    name: 'preload-parts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const chunkWith = (path: string) => {
          const found = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(path)))
          if (!found) throw new Error(`nothing was made of ${path}`)
          return found
        }
        const app = chunkWith('/web/main.tsx')
        const reactFile = chunkWith('/web/app/react.ts').fileName
        const heavy = heavyModulesOf([app], chunks)
        if (heavy.length > 0)
          throw new Error(`the first load has animations in it:\n${heavy.join('\n')}`)
        const entry = chunks.find((chunk) => chunk.isEntry)
        const inPage = [entry?.fileName, ...(entry?.imports ?? [])]
        const libraries = app.imports.filter((file) => file !== reactFile && !inPage.includes(file))
        for (const { fileName, imports } of chunks)
          if (libraries.includes(fileName) && imports.includes(app.fileName))
            throw new Error(`${fileName} imports the app, and the app imports it`)
        const links = (part: string, rel: string, files: string[]) =>
          files.map((file) => ({
            tag: 'link',
            attrs: { 'data-part': part, rel, crossorigin: true, href: `/${file}` },
            // Links of files that are fetched later come after the script that asks the client.
            injectTo: part === 'libraries' ? ('head' as const) : ('body' as const),
          }))
        return [
          ...links('libraries', 'modulepreload', libraries),
          ...links('react', 'later', [reactFile]),
          ...links('app', 'later', [app.fileName]),
          ...[...(app.viteMetadata?.importedCss ?? [])].map((file) => ({
            tag: 'link',
            // A style sheet would delay painting the page's skeleton, so this is a preload, which the
            // boot script makes a style sheet later.
            attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` },
            injectTo: 'body' as const,
          })),
        ]
      },
    },
  }
}

/**
 * Packages, whose file stays cached as they rarely change. antd-mobile belongs to the app's file: its
 * scripts import styles, which are in one file with the app's, so the libraries would import the app.
 */
const isLibrary = /^(?!.*\/antd-mobile\/).*(?:\/node_modules\/|@oxc-project)/

const isReact = /\/node_modules\/(?:react|react-dom|scheduler)\/|\/web\/app\/react\.ts$/

/**
 * Small modules of packages for lazy pages, together in one file. Modules that import the animation
 * libraries are not in it: that file and the libraries' would import one another, and the first to run
 * would find the other's exports undefined.
 */
const isSmallPiece =
  /\/node_modules\/(?:ahooks|antd-mobile-icons|antd-mobile\/es\/utils(?!\/(?:reduce-and|render|unstable-render|use-drag|use-tab-list))|lodash|lucide)\//

/**
 * Our own modules for the same file. They may import only modules of the first load: files of other
 * modules import this file, which would make a cycle.
 */
const smallPieces = [
  'node_modules/@tanstack/react-query/build/modern/infiniteQueryOptions.js',
  'web/components/failure/retry-button.tsx',
  'web/components/flow/saved-draft.ts',
  'web/components/list/list-pages.ts',
  'web/components/overlay/use-is-wide.ts',
  'web/dingtalk/open-in-dingtalk.ts',
].map((path) => new URL(`./${path}`, import.meta.url).pathname)

type ModuleGraph = { getModuleInfo: (id: string) => { importedIds: string[] } | null }

/** A module and all that it imports statically. */
function withImports(id: string, graph: ModuleGraph): Set<string> {
  const found = new Set([id])
  // Iterating over a set includes elements that are added meanwhile.
  for (const module of found)
    for (const imported of graph.getModuleInfo(module)?.importedIds ?? []) found.add(imported)
  return found
}

/**
 * Sorts modules into ten files:
 * - `sdk` and `call`: what the first call to any client needs;
 * - `phone-call` and `pc-call`: the bridges to the clients on phones and on PCs;
 * - `cached`: what paints the kept banner;
 * - `boot`: what else runs before the app;
 * - `react` and `libraries`: packages among all else that the app imports statically;
 * - `app`: the rest of that;
 * - `pieces`: small modules that only lazy pages use.
 *
 * Without this, each module that lazy pages share becomes a separate file, which compresses worse.
 */
function firstLoadGroup() {
  const sourceOf = (path: string) => new URL(`./web/${path}`, import.meta.url).pathname
  const entry = sourceOf('boot.ts')
  const roots = {
    sdk: sourceOf('dingtalk/sdk/sdk-core.ts'),
    call: sourceOf('boot/first-call.ts'),
    'phone-call': sourceOf('boot/phone-call.ts'),
    'pc-call': sourceOf('boot/pc-call.ts'),
    cached: sourceOf('boot/cached-paint.ts'),
    boot: entry,
    app: sourceOf('main.tsx'),
  }
  const parts = new Map<string, Set<string>>()
  return {
    debugName: 'first load',
    name(id: string, graph: ModuleGraph): string | null {
      if (parts.size === 0)
        for (const [name, root] of Object.entries(roots)) parts.set(name, withImports(root, graph))
      if (id === entry) return null
      if (id === sourceOf('app/libraries.ts')) return 'libraries'
      for (const [name, modules] of parts)
        if (modules.has(id)) return name === 'app' ? partOfApp(id) : name
      return isSmallPiece.test(id) || smallPieces.includes(id) ? 'pieces' : null
    },
  }
}

/** Which file holds a module that the app imports statically. */
function partOfApp(id: string): string {
  if (isReact.test(id)) return 'react'
  return isLibrary.test(id) ? 'libraries' : 'app'
}

const withPage =
  /^(?:index|cached|sdk|call|rolldown-runtime|phone-call|pc-call|boot|react|libraries|app)$/

/**
 * Other files are all called `part`: the page lists their names for preloading, and equal names
 * compress better.
 */
const fileNames = {
  chunkFileNames: ({ name, isDynamicEntry }: { name: string; isDynamicEntry: boolean }) =>
    `assets/${isDynamicEntry || withPage.test(name) ? name : 'part'}-[hash].js`,
  assetFileNames: ({ names }: { names: string[] }) =>
    `assets/${names[0] === 'app.css' ? 'app' : 'part'}-[hash][extname]`,
}

/** The files to preload with a lazily imported file: Vite's list without those of the first load. */
function besides(_of: string, needed: string[]): string[] {
  return needed.filter(
    (file) => !withPage.test(/^assets\/(.*)-[\w-]{8}\.js$/.exec(file)?.[1] ?? ''),
  )
}

const proxyBuild = {
  build: {
    ssr: true,
    rolldownOptions: {
      // `proxy/esign/large-flows.ts` starts the thread from a script beside the one that it is in.
      input: { server: 'proxy/server.ts', 'flow-thread': 'proxy/esign/flow-thread.ts' },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
    outDir: 'dist/proxy',
    emptyOutDir: true,
    target: 'node20',
    copyPublicDir: false,
  },
}

const packageText = readFileSync(new URL('./package.json', import.meta.url), 'utf8')
const { version }: { version: string } = JSON.parse(packageText)

const webBuild = {
  define: { APP_VERSION: JSON.stringify(version) },
  build: {
    outDir: 'dist/web',
    // `scripts/finish-web.mjs` moves the maps to dist/maps, which is not served.
    sourcemap: 'hidden' as const,
    target: engines,
    cssTarget: engines,
    modulePreload: { polyfill: false, resolveDependencies: besides },
    rolldownOptions: {
      checks: {
        // Packages contain 'use client' for React Server Components, which this app does not use.
        moduleLevelDirective: false,
        // `web/dingtalk/sdk/empty.ts` exports the name 'module.exports'. Old engines do not know this
        // syntax, but it is not in the output.
        toleratedTransform: false,
        // Modules that call the client are imported dynamically, since the proxy draws pages without a
        // client. They are part of the first load all the same.
        ineffectiveDynamicImport: false,
      },
      output: {
        ...fileNames,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [firstLoadGroup()],
        },
      },
    },
  },
  resolve: {
    alias: {
      // The shim is for a React without `useSyncExternalStore`.
      'use-sync-external-store/shim/index.js': 'react',
    },
  },
  optimizeDeps: { include: jsapiModules },
  plugins: [
    react(),
    jsapiWithout(unusedByThisPage, empty),
    ...rewritten,
    preloadParts(),
    devServer({
      entry: 'proxy/dev.ts',
      exclude: [/^\/(?!api\/|healthz|readyz|metrics|callbacks\/|_sandbox\/)/],
      injectClientScript: false,
    }),
  ],
}

export default defineConfig(({ isSsrBuild }) => ({
  ...(isSsrBuild ? proxyBuild : webBuild),
  server: { host: '127.0.0.1', port: Number(process.env['PORT'] || 8080), strictPort: true },
}))
