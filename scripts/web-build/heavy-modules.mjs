import { withImports } from './chunks.mjs'

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
  return withImports(from, all).flatMap(({ moduleIds }) => moduleIds.filter((id) => heavy.test(id)))
}
