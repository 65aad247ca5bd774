/**
 * @typedef {{ fileName: string, moduleIds: string[], imports: string[] }} Chunk
 */

/** What antd-mobile moves things with; sheets, dialogs, toasts, tabs and the pull bring it along. */
const heavy = /\/node_modules\/@(?:react-spring|use-gesture)\//

/**
 * The heavy modules that come with some chunks of a build, whether in them or in what they import
 * statically.
 * @param {readonly Chunk[]} from
 * @param {readonly Chunk[]} all
 * @returns {string[]} their ids
 */
export function heavyModulesOf(from, all) {
  const needed = new Set(from)
  // A set hands out what is added to it while it is being read.
  for (const { imports } of needed)
    for (const chunk of all) if (imports.includes(chunk.fileName)) needed.add(chunk)
  return [...needed].flatMap(({ moduleIds }) => moduleIds.filter((id) => heavy.test(id)))
}
