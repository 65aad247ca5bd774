import { expect, it, vi } from 'vitest'
import { StoreError } from '#proxy/store/database.ts'
import { persist } from './store-timeout.ts'

it('what must not be lost is written again until the store can be used', async () => {
  const write = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new StoreError('away'))
    .mockRejectedValueOnce(new StoreError('still away'))
    .mockResolvedValueOnce('written')
  expect(await persist(write)).toBe('written')
  expect(write).toHaveBeenCalledTimes(3)
})

it('what the store refuses is not', async () => {
  const write = vi.fn().mockRejectedValue(new Error('a column is missing'))
  await expect(persist(write)).rejects.toThrow('a column is missing')
  expect(write).toHaveBeenCalledTimes(1)
})
