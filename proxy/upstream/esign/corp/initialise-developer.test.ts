import { describe, expect, it } from 'vitest'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('initialising', () => {
  it('tells e签宝 the notice address, each generation in its own field', async () => {
    const { v1, v2, lastCall } = answering(wrapped(true))
    const noticeUrl = 'https://our.example/notices'
    expect(await v2.initialiseDeveloper('corp', { noticeUrl })).toBe(true)
    expect(lastCall()).toMatchObject({
      method: 'POST',
      path: '/v2.0/esign/developers',
      body: { noticeUrl },
      scope: 'Esign.Common.ReadWrite',
    })
    expect(await v1.initialiseDeveloper('corp', { noticeUrl })).toBe(true)
    expect(lastCall()).toMatchObject({
      method: 'GET',
      path: '/v1.0/esign/developers/create',
      body: { redirectUrl: noticeUrl },
      changesState: true,
    })
  })

  it('works without an address', async () => {
    const { v1, v2, lastCall } = answering({ data: true })
    await v2.initialiseDeveloper('corp', {})
    expect(lastCall()).toHaveProperty('body', {})
    await v1.initialiseDeveloper('corp', {})
    expect(lastCall()).not.toHaveProperty('body')
  })

  it.each([
    [{ data: false }, false],
    [{ data: 'true' }, true],
    [{}, null],
    [{ data: null }, null],
    [{ data: 'soon' }, null],
    [{ data: { result: false } }, false],
  ])('with the reply %j is %j', async (reply, done) => {
    expect(await answering(reply).v2.initialiseDeveloper('corp', {})).toBe(done)
  })
})

it.each([undefined, null, 1, [], { data: 1 }, { data: [] }])(
  'a change with the reply %j is not known to be done',
  async (reply) => {
    await expect(answering(reply).v2.initialiseDeveloper('corp', {})).rejects.toMatchObject({
      code: 'upstream-unavailable',
    })
  },
)
