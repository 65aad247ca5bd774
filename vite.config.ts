import { readFileSync } from 'node:fs'
import devServer from '@hono/vite-dev-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { heavyModulesOf } from './scripts/web-build/heavy-modules.mjs'
import { jsapiWithout } from './scripts/web-build/jsapi-without.mjs'
import { withoutBarrels } from './scripts/web-build/without-barrels.mjs'

/**
 * The oldest engines that DingTalk runs: UC core on Android (Chrome 69), WKWebView on iOS 13.
 * `scripts/check-build.mjs` holds the output to them.
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
 * Modules that dingtalk-jsapi bundles and this page does not use, by the names in the package's own
 * imports: alternative API names for `dd.config` (`web/dingtalk/configure.ts` uses the first ones),
 * polyfills, Weex detection, `dd.on` and `dd.off` of phones, bridges of mini programs and Weex.
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

/** Rewrites some modules. */
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
  // Code made from text, which the CSP would stop and report.
  rewriting(
    'without-code-from-text',
    /\/core-js\/internals\/global-this\.js|\/lodash\/_root\.js|\/frame-talk-client-pc\/index\.js/,
    (code) => code.replace(/Function\((['"])return this\1\)\(\)|\(0,eval\)\("this"\)/g, 'self'),
  ),
  // Old engines lack `gap` in flex boxes; `theme.css` has a margin.
  {
    ...rewriting('card-without-gap', /antd-mobile\/es\/components\/card\/card\.css$/, (code) =>
      code.replace(/\s*gap:[^;]+;/, ''),
    ),
    enforce: 'pre' as const,
  },
]

/**
 * Preloads the files that the boot script imports: the libraries at once; React and the app are
 * only named, and the boot script fetches them in turn (`web/boot/preload-parts.ts`).
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
            // Files fetched later are named after the script that asks the client.
            injectTo: part === 'libraries' ? ('head' as const) : ('body' as const),
          }))
        return [
          ...links('libraries', 'modulepreload', libraries),
          ...links('react', 'later', [reactFile]),
          ...links('app', 'later', [app.fileName]),
          ...[...(app.viteMetadata?.importedCss ?? [])].map((file) => ({
            tag: 'link',
            // The boot script makes a style sheet of it; until then it must not keep the shapes of
            // the page from being painted.
            attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` },
            injectTo: 'body' as const,
          })),
        ]
      },
    },
  }
}

/**
 * Packages, which change seldom. antd-mobile stays with the app: its scripts import styles, which
 * are one file with the app's, so the libraries would import the app.
 */
const isLibrary = /^(?!.*\/antd-mobile\/).*(?:\/node_modules\/|@oxc-project)/

const isReact = /\/node_modules\/(?:react|react-dom|scheduler)\/|\/web\/app\/react\.ts$/

/**
 * Small modules of lazy pages, together in one file. Those that import springs or gestures would have it
 * and the file of these import one another, and the first to run would find nothing in the other.
 */
const isSmallPiece =
  /\/node_modules\/(?:ahooks|antd-mobile-icons|antd-mobile\/es\/utils(?!\/(?:reduce-and|render|unstable-render|use-drag|use-tab-list))|lodash|lucide)\//

/** The same of modules that import nothing but the first load; others might import the file in turn. */
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
  // A set hands out what is added to it while it is being read.
  for (const module of found)
    for (const imported of graph.getModuleInfo(module)?.importedIds ?? []) found.add(imported)
  return found
}

/**
 * Ten files: two of what any first call needs, the ways to clients on phones, that to the PC client,
 * what paints the kept banner, what else runs before the app, React and the other libraries among all
 * else that the app imports statically, the rest of that, and small pieces of libraries that only lazy
 * pages use; whatever else uses parts of them. Left alone, each part that a lazy page shares becomes a
 * file of its own, which compresses worse.
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

/** Which of its three files holds a module that the app imports statically. */
function partOfApp(id: string): string {
  if (isReact.test(id)) return 'react'
  return isLibrary.test(id) ? 'libraries' : 'app'
}

const withPage =
  /^(?:index|cached|sdk|call|rolldown-runtime|phone-call|pc-call|boot|react|libraries|app)$/

/**
 * Other files share a name: their names stand in the page, in lists of what to preload with what.
 */
const fileNames = {
  chunkFileNames: ({ name, isDynamicEntry }: { name: string; isDynamicEntry: boolean }) =>
    `assets/${isDynamicEntry || withPage.test(name) ? name : 'part'}-[hash].js`,
  assetFileNames: ({ names }: { names: string[] }) =>
    `assets/${names[0] === 'app.css' ? 'app' : 'part'}-[hash][extname]`,
}

/** The files to preload with a lazily imported one: Vite's list without those of the first load. */
function besides(_of: string, needed: string[]): string[] {
  return needed.filter(
    (file) => !withPage.test(/^assets\/(.*)-[\w-]{8}\.js$/.exec(file)?.[1] ?? ''),
  )
}

const proxyBuild = {
  build: {
    ssr: true,
    rolldownOptions: {
      // The thread's script stands beside the server, as its source is found from another.
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
    // `scripts/finish-web.mjs` puts the maps beside what is served.
    sourcemap: 'hidden' as const,
    target: engines,
    cssTarget: engines,
    modulePreload: { polyfill: false, resolveDependencies: besides },
    rolldownOptions: {
      checks: {
        // Packages say 'use client' for servers that draw React; there are none here.
        moduleLevelDirective: false,
        // Old engines do not know the name 'module.exports' of `web/empty.ts`, which no output has.
        toleratedTransform: false,
        // What knows the client is imported when it is needed, as the proxy draws pages without it; the
        // first load has it all the same.
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
      // For a React that has no such hook.
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
