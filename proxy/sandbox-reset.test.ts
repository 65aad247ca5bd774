import { expect, it, vi } from 'vitest'
import { forgettingOnReset } from './sandbox-reset.ts'

it('lets go of what was read once the sandbox has been reset, and at no other call', async () => {
  const order: string[] = []
  const sandbox = {
    fetch: vi.fn(async ({ url }: Request) => {
      order.push(new URL(url).pathname)
      return new Response(null, { status: 204 })
    }),
  }
  const forgetting = forgettingOnReset(sandbox, () => order.push('forgotten'))
  await forgetting.fetch(new Request('http://localhost/_sandbox/calls'))
  const answer = await forgetting.fetch(
    new Request('http://localhost/_sandbox/reset', { method: 'POST' }),
  )
  expect(answer.status).toBe(204)
  expect(order).toEqual(['/_sandbox/calls', '/_sandbox/reset', 'forgotten'])
})
