import { readFileSync } from 'node:fs'
import devServer from '@hono/vite-dev-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { writeAnimatedValues } from './scripts/web-build/animated-values.ts'
import { filesLoadedSoon } from './scripts/web-build/files-loaded-soon.ts'
import { fileNames, firstLoadGroup, withoutFirstLoad } from './scripts/web-build/output-files.ts'
import { adaptPdfjs, pdfjsFiles, pdfjsFolder } from './scripts/web-build/pdfjs-files.ts'
import { preloadAgain } from './scripts/web-build/preload-again.mjs'
import { preloadLinks } from './scripts/web-build/preload-links.ts'
import { workerFile } from './scripts/web-build/worker-file.ts'
import { noPage } from './shared/rules/page-path.ts'

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

/** A plugin that rewrites the code of the modules whose path matches `modules`. */
function rewriting(name: string, modules: RegExp, rewrite: (code: string) => string): Plugin {
  return {
    name,
    apply: 'build',
    transform: (code, id) => (modules.test(id) ? { code: rewrite(code), map: null } : null),
  }
}

/** These packages find the global object by code made from text, which the CSP blocks and reports. */
const withoutCodeFromText = () =>
  rewriting(
    'without-code-from-text',
    /\/core-js\/internals\/global-this\.js|\/lodash\/_root\.js|\/frame-talk-client-pc\/index\.js/,
    (code) => code.replace(/Function\((['"])return this\1\)\(\)|\(0,eval\)\("this"\)/g, 'self'),
  )

const adaptedPdfjs = () =>
  rewriting('adapt-pdfjs', /\/pdfjs-dist\/legacy\/build\/pdf(?:\.worker)?\.mjs$/, adaptPdfjs)

const rewritten = [
  adaptedPdfjs(),
  withoutCodeFromText(),
  rewriting('write-animated-values', /@react-spring\/animated\/dist\//, writeAnimatedValues),
  rewriting('preload-again', /vite\/preload-helper/, preloadAgain),
  // Half of antd-mobile's words are those of its form, which no page has.
  rewriting('no-form-words', /antd-mobile\/es\/locales\//, (code) =>
    code.replace(/\n {2}Form: \{[^]*?\n {2}\},/, ''),
  ),
  // Old engines have no `gap` in flex boxes; `theme.css` sets a margin instead.
  {
    ...rewriting('card-without-gap', /antd-mobile\/es\/components\/card\/card\.css$/, (code) =>
      code.replace(/\s*gap:[^;]+;/, ''),
    ),
    enforce: 'pre' as const,
  },
]

const proxyBuild = {
  build: {
    ssr: true,
    rolldownOptions: {
      input: ['proxy/server.ts', 'proxy/doctor.ts'],
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
  define: {
    APP_VERSION: JSON.stringify(version),
    PDFJS_FOLDER: JSON.stringify(`/${pdfjsFolder}/`),
  },
  build: {
    outDir: 'dist/web',
    // `scripts/web-build/finish-web.mjs` moves the maps to dist/maps, which is not served.
    sourcemap: 'hidden' as const,
    target: engines,
    cssTarget: engines,
    modulePreload: { polyfill: false, resolveDependencies: withoutFirstLoad },
    rolldownOptions: {
      checks: {
        // Packages contain 'use client' for React Server Components, which this app does not use.
        moduleLevelDirective: false,
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
      // dingtalk-jsapi's is for engines without `Promise`.
      'promise-polyfill/dist/polyfill': 'lodash/noop',
    },
  },
  worker: {
    // Old engines have no modules in workers.
    format: 'iife' as const,
    plugins: () => [withoutCodeFromText(), adaptedPdfjs()],
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } },
  },
  optimizeDeps: { include: jsapiModules },
  plugins: [
    react(),
    ...rewritten,
    preloadLinks(),
    filesLoadedSoon(),
    pdfjsFiles(),
    workerFile(),
    devServer({
      entry: 'proxy/dev.ts',
      exclude: [new RegExp(`^(?!${noPage})`, 'i')],
      injectClientScript: false,
    }),
  ],
}

export default defineConfig(({ isSsrBuild }) => ({
  ...(isSsrBuild ? proxyBuild : webBuild),
  server: { host: '127.0.0.1', port: Number(process.env['PORT'] || 8080), strictPort: true },
}))
