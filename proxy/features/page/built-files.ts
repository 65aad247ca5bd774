import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'
import type { Encoding } from '#proxy/base/http/encoding.ts'
import { toVariant, type StoredFile, type Variant } from './stored-file.ts'

/**
 * Reads the built web app into memory, including the compressed files (`.br`, `.gz`) from the
 * build. Skips hidden files, which are the build's own.
 * @returns the files by the path they are served at; null if there is no build
 */
export async function readBuiltFiles(folder: string): Promise<Map<string, StoredFile> | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .filter((path) => !path.includes('/.'))
  if (!paths.includes('/index.html')) return null
  const present = new Set(paths)
  const originals = paths.filter((path) => !isSibling(path, present))
  const files = originals.map(async (path): Promise<[string, StoredFile]> => [
    path,
    await readStored(folder, path, present),
  ])
  return new Map(await Promise.all(files))
}

function isSibling(path: string, present: ReadonlySet<string>): boolean {
  return /\.(br|gz)$/.test(path) && present.has(path.slice(0, -3))
}

async function readStored(
  folder: string,
  path: string,
  present: ReadonlySet<string>,
): Promise<StoredFile> {
  const variants = new Map<Encoding, Variant>()
  const suffixes = [
    ['identity', ''],
    ['gzip', '.gz'],
    ['br', '.br'],
  ] as const
  for (const [encoding, suffix] of suffixes) {
    if (!present.has(path + suffix)) continue
    variants.set(encoding, toVariant(await readFile(join(folder, path + suffix))))
  }
  return {
    contentType: getMimeType(path) ?? 'application/octet-stream',
    // Names under /assets/ carry a hash of their content.
    cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    variants,
  }
}
