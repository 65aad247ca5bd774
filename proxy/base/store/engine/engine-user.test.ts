import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engineUserOf, blockedParent } from './engine-user.ts'

const passwd = `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
postgres:x:105:107::/var/lib/postgresql:/bin/bash
`
/** Belongs to root on every system with such users. */
const rootFolder = '/'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'user-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('the user of the engine', () => {
  it('is our own user, unless we are root', () => {
    expect(engineUserOf(rootFolder, 1000, passwd)).toBeNull()
    expect(engineUserOf(rootFolder, null, passwd)).toBeNull()
  })

  it("is the folder's owner for root", async () => {
    // Only root can give the folder to another user.
    if (process.getuid?.() === 0) await chown(folder, 54_321, 54_322)
    const { uid, gid } = await stat(folder)
    expect(engineUserOf(folder, 0, passwd)).toEqual({ uid, gid, name: String(uid) })
    const owner = `owner:x:${uid}:${gid}::/:/bin/sh\n`
    expect(engineUserOf(folder, 0, passwd + owner)).toEqual({ uid, gid, name: 'owner' })
  })

  it("is the data's owner for root, also in a folder of somebody else", async () => {
    const data = join(folder, 'postgres')
    await mkdir(data)
    // Only root can give the folders to other users.
    if (process.getuid?.() === 0) {
      await chown(folder, 1234, 1234)
      await chown(data, 54_321, 54_322)
    }
    const { uid, gid } = await stat(data)
    expect(engineUserOf(folder, 0, passwd)).toEqual({ uid, gid, name: String(uid) })
  })

  it('is postgres for root, or nobody if postgres does not exist', () => {
    expect(engineUserOf(rootFolder, 0, passwd)).toEqual({ uid: 105, gid: 107, name: 'postgres' })
    const [root = '', nobody = ''] = passwd.split('\n')
    expect(engineUserOf(rootFolder, 0, `${root}\n${nobody}\n`)).toMatchObject({ name: 'nobody' })
    expect(engineUserOf(rootFolder, 0, '')).toMatchObject({ uid: 65_534 })
  })

  it('reports a folder that it cannot open', async () => {
    const stranger = { uid: 54_321, gid: 54_321, name: 'stranger' }
    const closed = join(folder, 'closed')
    await mkdir(join(closed, 'inner'), { recursive: true })
    await chmod(folder, 0o711)
    await chmod(closed, 0o700)
    expect(blockedParent(join(closed, 'inner', 'data'), stranger)).toBe(closed)
    await chmod(closed, 0o711)
    await chmod(join(closed, 'inner'), 0o755)
    expect(blockedParent(join(closed, 'inner', 'data'), stranger)).toBeNull()
  })
})
