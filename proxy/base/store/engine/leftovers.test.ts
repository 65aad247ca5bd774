import { existsSync, mkdirSync, rmdirSync, statfsSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { makeTemporaryFolder } from './leftovers.ts'

vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  statfsSync: vi.fn<() => { bavail: number; bsize: number }>(),
}))

function setFreeBytes(bytes: number): void {
  vi.mocked<(path: string) => object>(statfsSync).mockReturnValue({ bavail: bytes, bsize: 1 })
}

function parentOfNew(): string {
  const folder = makeTemporaryFolder()
  rmdirSync(folder)
  return dirname(folder)
}

beforeEach(() => vi.stubEnv('TMPDIR', '/tmp'))

it.runIf(existsSync('/dev/shm'))('temporary data are in memory if there is room', () => {
  setFreeBytes(2 ** 31)
  expect(parentOfNew()).toBe('/dev/shm')
  setFreeBytes(64 * 2 ** 20)
  expect(parentOfNew()).toBe(tmpdir())
})

it('temporary data are where TMPDIR says', () => {
  setFreeBytes(2 ** 31)
  vi.stubEnv('TMPDIR', '/var/tmp')
  expect(parentOfNew()).toBe('/var/tmp')
})

it('what killed starts have left is removed from both places', () => {
  const left = ['/dev/shm', tmpdir()].map((parent) => join(parent, 'esign-dingtalk-temp-left'))
  const made = left.filter((folder) => existsSync(dirname(folder)))
  for (const folder of made) {
    mkdirSync(folder, { recursive: true })
    utimesSync(folder, 1, 1)
  }
  setFreeBytes(0)
  parentOfNew()
  expect(made.filter((folder) => existsSync(folder))).toEqual([])
})
