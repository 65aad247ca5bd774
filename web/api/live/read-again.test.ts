import { QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { readAgain } from './read-again.ts'

it('a change during the first read is read after it', async () => {
  const client = testClient()
  const answers: ((value: string) => void)[] = []
  const queryFn = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)))
  const queryKey = ['readiness']
  const leave = new QueryObserver(client, { queryKey, queryFn }).subscribe(() => {})
  const read = readAgain(client, { queryKey })
  answers[0]?.('before')
  await expect.poll(() => queryFn.mock.calls.length).toBe(2)
  answers[1]?.('after')
  await read
  expect(client.getQueryData(queryKey)).toBe('after')
  leave()
  client.clear()
})
