/**
 * The chunk that has this module.
 * @template {{ moduleIds: string[] }} Chunk
 * @param {readonly Chunk[]} chunks of a build
 * @param {string} path how the module's path ends
 * @throws {Error} if there is none
 */
export function chunkWith(chunks, path) {
  const found = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)))
  if (!found) throw new Error(`nothing was made of ${path}`)
  return found
}

/**
 * These chunks of a build, and those that they import statically.
 * @template {{ fileName: string, imports: string[] }} Chunk
 * @param {readonly Chunk[]} from
 * @param {readonly Chunk[]} all
 */
export function withImports(from, all) {
  const needed = new Set(from)
  // Iterating over a set includes elements that are added during the iteration.
  for (const { imports } of needed)
    for (const chunk of all) if (imports.includes(chunk.fileName)) needed.add(chunk)
  return [...needed]
}
