import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SpoolFolder } from './spool-folder.ts'

let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'spool-'))
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

describe('the folder for uploads', () => {
  it('is one per process, closed to others, and removed with its content', async () => {
    const folder = new SpoolFolder(parent)
    expect(await readdir(parent)).toEqual([])
    const paths = await Promise.all([folder.newPath(), folder.newPath(), folder.newPath()])
    expect(new Set(paths).size).toBe(3)
    expect(await readdir(parent)).toHaveLength(1)
    expect((await stat(dirname(paths[0]))).mode & 0o777).toBe(0o700)
    await writeFile(paths[0], 'left')
    await folder.remove()
    expect(await readdir(parent)).toEqual([])
  })

  it('is created again when it was removed', async () => {
    const folder = new SpoolFolder(parent)
    const first = await folder.newPath()
    await rm(dirname(first), { recursive: true })
    await writeFile(await folder.newPath(), 'a file')
    await folder.remove()
  })

  it('can be requested again after its creation failed', async () => {
    const missing = join(parent, 'missing')
    const folder = new SpoolFolder(missing)
    await expect(folder.newPath()).rejects.toThrow('ENOENT')
    await mkdir(missing)
    await writeFile(await folder.newPath(), 'a file')
    await folder.remove()
  })
})

describe('the leftovers of a crashed process', () => {
  it('are not removed when they are of another user', async () => {
    const now = Date.now()
    await new SpoolFolder(parent).newPath()
    vi.spyOn(process, 'getuid').mockReturnValue(54_321)
    await new SpoolFolder(parent).removeStale(now + 2 * 3_600_000)
    expect(await readdir(parent)).toHaveLength(1)
    vi.restoreAllMocks()
    await new SpoolFolder(parent).removeStale(now + 2 * 3_600_000)
    expect(await readdir(parent)).toEqual([])
  })

  it('are removed when they are old; nothing else is', async () => {
    const now = Date.now()
    const old = new Date(now - 2 * 3_600_000)
    const names = ['esign-dingtalk-upload-old', 'esign-dingtalk-upload-new', 'somebody-elses']
    for (const name of names) {
      await mkdir(join(parent, name))
      await writeFile(join(parent, name, 'a file'), 'x')
      if (!name.endsWith('new')) await utimes(join(parent, name), old, old)
    }
    await writeFile(join(parent, 'esign-dingtalk-upload-file'), '')
    await utimes(join(parent, 'esign-dingtalk-upload-file'), old, old)
    await new SpoolFolder(parent).removeStale(now)
    expect((await readdir(parent)).toSorted()).toEqual([
      'esign-dingtalk-upload-file',
      'esign-dingtalk-upload-new',
      'somebody-elses',
    ])
  })
})
