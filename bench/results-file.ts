import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { root } from '#scripts/built-app.mjs'

type ResultName = 'load' | 'proxy' | 'viewer' | 'scale' | 'statistics'

const folder = join(root, 'bench', 'results')

/** Stores a result in bench/results, formatted with prettier. */
export async function writeResult(name: ResultName, result: unknown): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFormatted(pathOf(name), JSON.stringify(shortened(result)))
}

/** @returns null if nothing has been measured yet */
export async function readResult<Result>(name: ResultName): Promise<Result | null> {
  try {
    const result: Result = JSON.parse(await readFile(pathOf(name), 'utf8'))
    return result
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

export async function writeFormatted(path: string, content: string): Promise<void> {
  await writeFile(path, await formatted(path, content))
}

/** A file's content, formatted with the project's settings. */
export async function formatted(path: string, content: string): Promise<string> {
  return format(content, { ...(await resolveConfig(path)), filepath: path })
}

function pathOf(name: ResultName): string {
  return join(folder, `${name}.json`)
}

/** Rounds numbers to meaningful digits. */
function shortened(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) < 10 ? cut(value, 4) : cut(value, 1)
  if (Array.isArray(value)) return value.map(shortened)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]))
}

function cut(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
