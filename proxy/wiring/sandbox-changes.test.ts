import { expect, it, vi } from 'vitest'
import { withResetOnChange } from './sandbox-changes.ts'

it.each(['POST', 'PATCH', 'DELETE'])('drops earlier readings after a %s', async (method) => {
  const order: string[] = []
  const sandbox = {
    fetch: vi.fn(async (request: Request) => {
      order.push(request.method)
      return new Response(null, { status: 204 })
    }),
  }
  const forgetting = withResetOnChange(sandbox, async () => {
    order.push('forgotten')
  })
  await forgetting.fetch(new Request('http://localhost/_sandbox/calls'))
  await forgetting.fetch(new Request('http://localhost/_sandbox/auth-codes', { method: 'POST' }))
  const changing = new Request('http://localhost/_sandbox/faults', { method })
  const answer = await forgetting.fetch(changing)
  expect(answer.status).toBe(204)
  expect(order).toEqual(['GET', 'POST', method, 'forgotten'])
})
