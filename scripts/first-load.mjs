/**
 * Vite's manifest of a build, as far as it matters here.
 * @typedef {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[] }>} Manifest
 */

/**
 * What the browser needs before the boot script runs: the page's entry and all that it imports
 * statically.
 * @param {Manifest} manifest
 * @returns {string[]} files, relative to the built web app
 */
export function bootScripts(manifest) {
  const entries = Object.values(manifest).filter((chunk) => chunk.isEntry)
  return withImports(
    manifest,
    entries.map((chunk) => chunk.file),
  )
}

/**
 * What the browser loads until a page is complete: the scripts, preloads and style sheets named in
 * `index.html`, and what they import statically.
 * @param {string} html `index.html` as built
 * @param {Manifest} manifest
 * @returns {string[]} files, relative to the built web app
 */
export function firstLoadFiles(html, manifest) {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/gi)].map(([tag]) => tag)
  const files = tags.flatMap((tag) => {
    const isLoaded = /^<script/i.test(tag) || /\brel="?(?:modulepreload|stylesheet)\b/i.test(tag)
    const address = /\b(?:src|href)="?\/([^"\s>]+)/i.exec(tag)?.[1]
    return isLoaded && address !== undefined ? [address] : []
  })
  return withImports(manifest, files)
}

/**
 * @param {Manifest} manifest
 * @param {string[]} files
 * @returns {string[]} the files, each once, with all that they import statically
 */
function withImports(manifest, files) {
  const chunks = Object.values(manifest)
  const found = new Set(files)
  // A set hands out what is added to it while it is being read.
  for (const file of found) {
    const chunk = chunks.find((candidate) => candidate.file === file)
    for (const key of chunk?.imports ?? []) {
      const imported = manifest[key]
      if (imported) found.add(imported.file)
    }
    for (const style of chunk?.css ?? []) found.add(style)
  }
  return [...found]
}
