import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOwner, makeDataDir, openDataDir, prepareData, versionOf } from './data-folder.ts'

const stranger = { uid: 54_321, gid: 54_321, name: 'stranger' }

let folder: string
let dataDir: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-folder-'))
  await chmod(folder, 0o711)
  dataDir = join(folder, 'data')
  await mkdir(dataDir)
})

afterEach(() => rm(folder, { recursive: true }))

describe('a data folder', () => {
  it.each([
    ['is opened to an engine of another user', 0o700, 0o711],
    ['stays as it is where it is open', 0o755, 0o755],
  ])('%s', async (_name, before, after) => {
    await chmod(dataDir, before)
    openDataDir(dataDir, stranger)
    expect((await stat(dataDir)).mode & 0o777).toBe(after)
  })

  it('can be reached only by the way of a program where a parent is closed to its user', async () => {
    expect(openDataDir(dataDir, stranger)).toBe(false)
    await chmod(folder, 0o700)
    expect(openDataDir(dataDir, stranger)).toBe(true)
  })

  it('says whose the data are if they belong to somebody else', async () => {
    await mkdir(join(dataDir, 'postgres'))
    const { username } = userInfo()
    expect(() => checkOwner(dataDir, stranger)).toThrow(
      `The database in ${dataDir} belongs to the user ${username}, but would run as 54321. Nothing was changed: start the app as the user who has started it before, or give 54321 the folder, as root: chown -R 54321 ${dataDir}`,
    )
    expect(() => checkOwner(dataDir, null)).not.toThrow()
  })

  it('says whose it is if its data cannot be looked at', async () => {
    // Fails even for root, who can enter every folder.
    await symlink('postgres', join(dataDir, 'postgres'))
    expect(() => checkOwner(dataDir, stranger)).toThrow(
      `belongs to the user ${userInfo().username}`,
    )
  })

  it('says that it cannot be created, also below /proc and in place of a file', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    for (const where of ['/proc/no/such/folder', '/dev/null/data', file])
      expect(() => makeDataDir(where)).toThrow(
        `The data folder ${where} cannot be created: set another DATA_DIR.`,
      )
  })

  it('is created with its parents, for its owner only', async () => {
    const deep = join(folder, 'a', 'b')
    makeDataDir(deep)
    makeDataDir(deep)
    expect((await stat(deep)).mode & 0o777).toBe(0o700)
  })

  it('gets no data from programs of another C library, and the error says so', async () => {
    // If a program's loader is missing, the kernel reports a missing file.
    const program = join(folder, 'program')
    await writeFile(program, '#!/no/such/loader\n', { mode: 0o755 })
    const sentence = /^This app contains no Postgres for this system .*: set DATABASE_URL/
    await expect(versionOf(program, null)).rejects.toThrow(sentence)
    const parts = { dataDir, initdb: program, user: null, isHidden: false, isTemporary: false }
    await expect(prepareData(parts)).rejects.toThrow(sentence)
    expect(await readdir(dataDir)).toEqual([])
  })
})
