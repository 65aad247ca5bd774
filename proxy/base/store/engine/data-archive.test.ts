import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DataArchive } from './data-archive.ts'

let folder: string
let archives: string
let made: string
let unpacked: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-archive-'))
  archives = join(folder, 'archives')
  made = join(folder, 'made')
  unpacked = join(folder, 'unpacked')
  await mkdir(archives)
  await mkdir(made, { mode: 0o700 })
  await writeFile(join(made, 'PG_VERSION'), '18\n', { mode: 0o600 })
})

afterEach(() => rm(folder, { recursive: true }))

it('gives data back, and only we can read it', async () => {
  const archive = new DataArchive(archives, 'one')
  expect(await archive.unpackTo(unpacked)).toBe(false)
  await archive.pack(made)
  const [name = ''] = await readdir(archives)
  expect((await stat(join(archives, name))).mode & 0o777).toBe(0o600)
  expect(await archive.unpackTo(unpacked)).toBe(true)
  expect((await stat(unpacked)).mode & 0o777).toBe(0o700)
  expect(await readFile(join(unpacked, 'PG_VERSION'), 'utf8')).toBe('18\n')
})

it('keeps data of another version apart', async () => {
  await new DataArchive(archives, 'one').pack(made)
  expect(await new DataArchive(archives, 'two').unpackTo(unpacked)).toBe(false)
})

it.each([
  ['empty', 0],
  ['cut off', 700],
])('is removed when it is %s', async (_what, bytes) => {
  const archive = new DataArchive(archives, 'one')
  await archive.pack(made)
  const [name = ''] = await readdir(archives)
  await truncate(join(archives, name), bytes)
  expect(await archive.unpackTo(unpacked)).toBe(false)
  expect(await readdir(folder)).toEqual(['archives', 'made'])
  expect(await readdir(archives)).toEqual([])
})

it('does not exist if it cannot be written', async () => {
  const archive = new DataArchive(join(folder, 'away'), 'one')
  await archive.pack(made)
  expect(await archive.unpackTo(unpacked)).toBe(false)
})
