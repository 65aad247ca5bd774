import { expect, it } from 'vitest'
import { checkRoom, isDiskFull } from './full-disk.ts'

const diskWith = (bytes: number) => async () => ({ bavail: bytes / 4096, bsize: 4096 })

it('a full disk is told as one, and nothing suggests that the data are damaged', async () => {
  const failed = checkRoom('/data', diskWith(8192))
  await expect(failed).rejects.toThrow(/the disk is full\. The data are not damaged: free space/)
  await expect(failed).rejects.not.toThrow(/move|restore|delete/)
})

it('a disk with room is none', async () => {
  await expect(checkRoom('/data', diskWith(1024 ** 3))).resolves.toBeUndefined()
  await expect(checkRoom(import.meta.dirname)).resolves.toBeUndefined()
})

it.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', true],
  ["ENOSPC: no space left on device, mkdir '/data'", true],
  ['FATAL:  could not extend file "base/5/16391": Disk quota exceeded', true],
  ['PANIC:  could not read file "global/pg_control": read 0 of 296', false],
])('%s: %s', (said, isFull) => {
  expect(isDiskFull(said)).toBe(isFull)
})
