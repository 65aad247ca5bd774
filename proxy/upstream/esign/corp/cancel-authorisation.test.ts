import { expect, it } from 'vitest'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it('an authorisation is withdrawn, in 1.0 by a GET marked as a change', async () => {
  const v2 = answering({ result: true })
  expect(await v2.v2.cancelAuthorisation('corp')).toBe(true)
  expect(v2.lastCall()).toMatchObject({ method: 'POST', body: {} })
  const v1 = answering(wrapped({ result: true }))
  expect(await v1.v1.cancelAuthorisation('corp')).toBe(true)
  expect(v1.lastCall()).toMatchObject({
    method: 'GET',
    path: '/v1.0/esign/corps/auth/cancel',
    changesState: true,
  })
  expect(v1.lastCall()).not.toHaveProperty('body')
})
