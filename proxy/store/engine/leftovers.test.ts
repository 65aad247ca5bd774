import { existsSync, rmdirSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
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

beforeEach(() => vi.stubEnv('TMPDIR', undefined))

it.runIf(existsSync('/dev/shm'))('temporary data are in memory if there is room', () => {
  setFreeBytes(2 ** 31)
  expect(parentOfNew()).toBe('/dev/shm')
  setFreeBytes(64 * 2 ** 20)
  expect(parentOfNew()).toBe(tmpdir())
})

it('temporary data are where TMPDIR says', () => {
  setFreeBytes(2 ** 31)
  vi.stubEnv('TMPDIR', tmpdir())
  expect(parentOfNew()).toBe(tmpdir())
})
