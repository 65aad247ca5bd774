import { execFileSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { arch, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findBinaries, runnableBinaries } from './postgres-binaries.ts'

vi.mock('node:os', { spy: true })

const stranger = { uid: 54_321, gid: 54_321, name: 'stranger' }

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binaries-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** The programs as installed by npm, in their own folder. */
async function installed() {
  const { postgres } = await findBinaries(null, folder)
  const root = dirname(dirname(dirname(postgres)))
  const copy = join(folder, 'package')
  await mkdir(copy)
  await cp(join(root, 'package.json'), join(copy, 'package.json'))
  await cp(join(root, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
  const program = (name: string) => join(copy, 'native', 'bin', name)
  return { native: join(copy, 'native'), postgres: program('postgres'), initdb: program('initdb') }
}

const versionOf = (postgres: string) =>
  execFileSync(postgres, ['--version'], { encoding: 'utf8', stdio: 'pipe' })

describe('the programs of Postgres', () => {
  it("get their libraries' symbolic links when npm ran no install script", async () => {
    const { native, ...programs } = await installed()
    for (const name of await readdir(join(native, 'lib'))) {
      const path = join(native, 'lib', name)
      if ((await lstat(path)).isSymbolicLink()) await rm(path)
    }
    expect(() => versionOf(programs.postgres)).toThrow('shared libraries')
    expect(runnableBinaries(programs, null, folder)).toEqual(programs)
    expect(versionOf(programs.postgres)).toContain('PostgreSQL')
  })

  it('are missed with a sentence on a system that there are none for', async () => {
    vi.mocked(arch).mockReturnValueOnce('s390x').mockReturnValueOnce('s390x')
    await expect(findBinaries(null, folder)).rejects.toThrow(
      /^This app contains no Postgres for this system \(\w+ s390x\): set DATABASE_URL/,
    )
  })

  it('are copied once for a user who cannot reach them', async () => {
    const { native: _native, ...programs } = await installed()
    await chmod(folder, 0o711)
    await chmod(join(folder, 'package'), 0o700)
    const copies = join(folder, 'copies')
    await mkdir(copies)
    const copied = runnableBinaries(programs, stranger, copies)
    expect(copied.postgres).toMatch(/copies\/programs-[\d.]+[^/]*\/bin\/postgres$/)
    expect(versionOf(copied.postgres)).toContain('PostgreSQL')
    expect(runnableBinaries(programs, stranger, copies)).toEqual(copied)
    expect(await readdir(copies)).toHaveLength(1)
    // As after a crash of the machine.
    await truncate(copied.postgres)
    expect(versionOf(runnableBinaries(programs, stranger, copies).postgres)).toContain('Pos')
    expect(await readdir(copies)).toHaveLength(1)
  })
})
