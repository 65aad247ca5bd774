/**
 * @typedef {{ fileName: string, moduleIds: string[], imports: string[] }} Chunk
 */

/**
 * The animation libraries that antd-mobile uses for sheets, dialogs, toasts, tabs and pull to refresh,
 * what draws files, and what draws charts.
 */
const heavy = /\/node_modules\/(?:@react-spring|@use-gesture|pdfjs-dist|chart\.js)\//

/**
 * The heavy modules in these chunks of a build, or in chunks that they import statically.
 * @param {readonly Chunk[]} from
 * @param {readonly Chunk[]} all
 * @returns {string[]} their ids
 */
export function heavyModulesOf(from, all) {
  const needed = new Set(from)
  // Iterating over a set includes elements that are added during the iteration.
  for (const { imports } of needed)
    for (const chunk of all) if (imports.includes(chunk.fileName)) needed.add(chunk)
  return [...needed].flatMap(({ moduleIds }) => moduleIds.filter((id) => heavy.test(id)))
}
