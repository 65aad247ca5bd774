/**
 * @typedef {{ fileName: string, moduleIds: string[], imports: string[] }} Chunk
 */

/**
 * The animation libraries of antd-mobile; sheets, dialogs, toasts, tabs and pull to refresh import
 * them.
 */
const heavy = /\/node_modules\/@(?:react-spring|use-gesture)\//

/**
 * The heavy modules in some chunks of a build, or in what these import statically.
 * @param {readonly Chunk[]} from
 * @param {readonly Chunk[]} all
 * @returns {string[]} their ids
 */
export function heavyModulesOf(from, all) {
  const needed = new Set(from)
  // A set also iterates over what is added meanwhile.
  for (const { imports } of needed)
    for (const chunk of all) if (imports.includes(chunk.fileName)) needed.add(chunk)
  return [...needed].flatMap(({ moduleIds }) => moduleIds.filter((id) => heavy.test(id)))
}
