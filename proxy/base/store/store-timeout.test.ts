import { expect, it, vi } from 'vitest'
import { StoreError } from '#proxy/base/store/database.ts'
import { persist } from './store-timeout.ts'

it('an important write is retried until the store works', async () => {
  const write = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new StoreError('away'))
    .mockRejectedValueOnce(new StoreError('still away'))
    .mockResolvedValueOnce('written')
  expect(await persist(write)).toBe('written')
  expect(write).toHaveBeenCalledTimes(3)
})

it('a write that the store refuses is not retried', async () => {
  const write = vi.fn().mockRejectedValue(new Error('a column is missing'))
  await expect(persist(write)).rejects.toThrow('a column is missing')
  expect(write).toHaveBeenCalledTimes(1)
})
