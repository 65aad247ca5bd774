/**
 * Packages, which have a separate file that stays cached because they rarely change. antd-mobile
 * belongs to the app's file: its scripts import styles, which share a file with the app's, so the
 * libraries would import the app.
 */
const isLibrary = /^(?!.*\/antd-mobile\/).*(?:\/node_modules\/|@oxc-project)/

/** Only lists have an icon of antd-mobile in the first load; other components load theirs later. */
const isLazyIcon = /\/antd-mobile-icons\/es\/(?!RightOutline)[A-Z]\w+\.js$/

/**
 * Small modules of packages for lazy pages, grouped in one file. Modules that import the animation
 * libraries are excluded: that file and the libraries' would import each other, and the first to
 * run would see the other's exports as undefined.
 */
const isSmallPiece =
  /\/node_modules\/(?:ahooks|antd-mobile\/es\/utils(?!\/(?:reduce-and|render|unstable-render|use-drag|use-tab-list))|lodash)\//

/**
 * Our own modules in the same file. They may import only modules of the first load: files of other
 * modules import this file, so there would be a cycle.
 */
const smallPieces = [
  'web/api/device-cache/saved-draft.ts',
  'web/components/failure/retry-button.tsx',
  'web/components/failure/retry-helps.tsx',
  'web/components/failure/retry-small.tsx',
  'web/components/field/use-file-choice.tsx',
  'web/components/list/list-pages.ts',
  'web/components/overlay/use-reset-on-opening.ts',
  'web/components/size-text.ts',
  'web/dingtalk/open-in-dingtalk.ts',
].map((path) => new URL(`../../${path}`, import.meta.url).pathname)

type ModuleGraph = {
  getModuleInfo: (id: string) => { importedIds: string[]; code: string | null } | null
}

/** A module and all that it imports statically. */
function withImports(id: string, graph: ModuleGraph): Set<string> {
  const found = new Set([id])
  // Iterating over a set includes elements that are added during the iteration.
  for (const module of found)
    for (const imported of graph.getModuleInfo(module)?.importedIds ?? []) found.add(imported)
  return found
}

const isIcon = /\/lucide\/dist\/esm\/icons\//

/**
 * The icons that these modules use. lucide has one module that imports all, so to the graph each
 * module needs every icon.
 */
function iconsOf(modules: ReadonlySet<string>, graph: ModuleGraph): Set<string> {
  const codeOf = (module: string) => graph.getModuleInfo(module)?.code ?? ''
  const used = new Set(
    [...modules].flatMap((module) =>
      [...codeOf(module).matchAll(/import\s*\{([^}]*)\}\s*from\s*["']lucide["']/g)].flatMap(
        ([, names = '']) => names.split(',').map((name) => name.trim()),
      ),
    ),
  )
  const all = [...modules].find((module) => module.endsWith('/lucide/dist/esm/lucide.mjs')) ?? ''
  const exported = codeOf(all).matchAll(/export\s*\{([^}]*)\}\s*from\s*["']\.(\/icons\/[^"']+)/g)
  const files = [...exported].flatMap(([, names = '', file = '']) =>
    names.split(',').some((name) => used.has(name.replace(/^.*\bas /, '').trim())) ? file : [],
  )
  return new Set(files.map((file) => all.replace('/lucide.mjs', file)))
}

/**
 * Sorts modules into ten files:
 * - `sdk` and `call`: what the first call to any client needs, and what both bridges share;
 * - `phone-call` and `pc-call`: the bridges to the clients on phones and on PCs;
 * - `cached`: what paints the cached banner;
 * - `boot`: everything else that runs before the app;
 * - `libraries`: packages that the app imports statically;
 * - `app`: everything else that the app imports statically;
 * - `react`: the part of React that draws, the largest file, without which all others can run;
 * - `pieces`: small modules that only lazy pages use.
 *
 * Without this, each module that lazy pages share becomes a separate file, which compresses worse.
 */
export function firstLoadGroup() {
  const sourceOf = (path: string) => new URL(`../../web/${path}`, import.meta.url).pathname
  const entry = sourceOf('boot.ts')
  const roots = {
    sdk: sourceOf('dingtalk/sdk/sdk-core.ts'),
    call: sourceOf('first-visit/first-call.ts'),
    'phone-call': sourceOf('first-visit/phone-call.ts'),
    'pc-call': sourceOf('first-visit/pc-call.ts'),
    cached: sourceOf('first-visit/cached-paint.ts'),
    boot: entry,
    app: sourceOf('main.tsx'),
    react: sourceOf('app/react.ts'),
  }
  const parts = new Map<string, Set<string>>()
  let firstIcons = new Set<string>()
  return {
    debugName: 'first load',
    name(id: string, graph: ModuleGraph): string | null {
      if (parts.size === 0) {
        for (const [name, root] of Object.entries(roots)) parts.set(name, withImports(root, graph))
        // A page has only one of the bridges.
        for (const shared of parts.get('phone-call') ?? [])
          if (parts.get('pc-call')?.has(shared) === true) parts.get('call')?.add(shared)
        firstIcons = iconsOf(parts.get('app') ?? new Set(), graph)
      }
      if (id === entry) return null
      if (isLazyIcon.test(id) || (isIcon.test(id) && !firstIcons.has(id))) return 'pieces'
      if (id === sourceOf('app/libraries.ts')) return 'libraries'
      for (const [name, modules] of parts)
        if (modules.has(id)) return name === 'app' && isLibrary.test(id) ? 'libraries' : name
      return isSmallPiece.test(id) || smallPieces.includes(id) ? 'pieces' : null
    },
  }
}

const withPage =
  /^(?:index|cached|sdk|call|rolldown-runtime|phone-call|pc-call|boot|react|libraries|app)$/

/**
 * All other files are called `part`: the page lists their names for preloading, and equal names
 * compress better.
 */
export const fileNames = {
  chunkFileNames: ({ name, isDynamicEntry }: { name: string; isDynamicEntry: boolean }) =>
    `assets/${isDynamicEntry || withPage.test(name) ? name : 'part'}-[hash:7].js`,
  assetFileNames: ({ names }: { names: string[] }) =>
    `assets/${names[0] === 'app.css' ? 'app' : 'part'}-[hash:7][extname]`,
}

/** The files to preload with a lazy import: Vite's list without those of the first load. */
export function withoutFirstLoad(_of: string, needed: string[]): string[] {
  return needed.filter(
    (file) => !withPage.test(/^assets\/(.*)-[\w-]{7}\.js$/.exec(file)?.[1] ?? ''),
  )
}
