import remapping from '@jridgewell/remapping'

/** @import { MagicString } from 'magic-string' */
/** @import { EncodedSourceMap } from '@jridgewell/remapping' */

/**
 * The source map of a script that was edited after Vite's build.
 * @param {MagicString} edits
 * @param {string} madeByVite the map of the script before the edits
 * @param {number} lines number of lines added before the script
 * @returns {EncodedSourceMap}
 */
export function mapOfEdited(edits, madeByVite, lines = 0) {
  const {
    mappings,
    names,
    sources,
    sourcesContent = [],
  } = remapping([edits.generateMap({ hires: true }).toString(), madeByVite], () => null)
  if (typeof mappings !== 'string') throw new Error('the mappings are not encoded')
  return { version: 3, names, sources, sourcesContent, mappings: `${';'.repeat(lines)}${mappings}` }
}

/**
 * The source map of the page with its inline scripts.
 * @param {string} page
 * @param {{ text: string, map: EncodedSourceMap }[]} scripts in the order of the page
 */
export function mapOfPage(page, scripts) {
  const sections = scripts.map(({ text, map }) => {
    const start = page.indexOf(text)
    if (start === -1) throw new Error('a script does not stand in the page')
    const lines = page.slice(0, start).split('\n')
    return { offset: { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 }, map }
  })
  const ordered = sections.toSorted((one, other) => one.offset.line - other.offset.line)
  return { version: 3, sections: ordered }
}
