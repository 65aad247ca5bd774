import { describe, expect, it } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('an id', () => {
  it.each([
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['../../v1.0', '..%2F..%2Fv1.0'],
    ['%2e%2e', '%252e%252e'],
    ['用户 1', '%E7%94%A8%E6%88%B7%201'],
    ['$&', '%24%26'],
  ])('%j stays a single part of the path', async (id, encoded) => {
    const { v1, v2, lastCall } = answering({})
    await v2.getUserRealName('corp', id)
    expect(lastCall()?.path).toBe(`/v2.0/esign/users/${encoded}`)
    await v1.getDocuments('corp', id)
    expect(lastCall()?.path).toBe(`/v1.0/esign/flows/docs?taskId=${encoded}`)
  })

  it.each(['', '.', '..', '\uD800'])('%j is refused before any call', async (id) => {
    const { v1, v2, calls } = answering({})
    const refused = { code: 'invalid-request' }
    await expect(v2.getUserRealName('corp', id)).rejects.toMatchObject(refused)
    await expect(v1.getDocuments('corp', id)).rejects.toMatchObject(refused)
    expect(calls).toEqual([])
  })
})

describe('calls', () => {
  it('that read are not marked as changes, and have no body', async () => {
    const { v1, v2, calls } = answering({})
    await v2.getMargin('corp')
    await v1.getMargin('corp')
    expect(calls).toMatchObject([
      { method: 'GET', path: '/v2.0/esign/margins', scope: 'Esign.Common.ReadWrite' },
      { method: 'GET', path: '/v1.0/esign/contracts/margin' },
    ])
    for (const call of calls) {
      expect(call).not.toHaveProperty('body')
      expect(call).not.toHaveProperty('changesState')
    }
    expect(calls[1]).not.toHaveProperty('scope')
  })
})

describe('a refusal', () => {
  it("keeps upstream's words for the log", async () => {
    const error: unknown = await refusing('flowNotExists')
      .v2.getSigners('corp', 'PRO-1')
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toHaveProperty('cause.upstreamCode', 'flowNotExists')
  })
})

describe('a reply', () => {
  it.each([null, 5, 'text', [], true])('%j is unreadable', async (reply) => {
    const { v1, v2 } = answering(reply)
    const unreadable = { code: 'upstream-unavailable' }
    await expect(v2.getMargin('corp')).rejects.toMatchObject(unreadable)
    await expect(v1.getMargin('corp')).rejects.toMatchObject(unreadable)
  })

  it('of 1.0 without a payload is an unknown flow, or else unreadable', async () => {
    const { v1 } = answering(wrapped(null))
    await expect(v1.getSigners('corp', 'PRO-1')).rejects.toMatchObject({ code: 'flow-not-found' })
    await expect(v1.getMargin('corp')).rejects.toMatchObject({ code: 'upstream-unavailable' })
  })
})
