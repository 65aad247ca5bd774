import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { AppEnv } from './app-env.ts'
import { policy, policyOf } from './route-policy.ts'

const answer = () => new Response()

/** Answers with the policy, read ahead of the routes. */
const app = new Hono<AppEnv>()
  .use(async (c, next) => {
    const stated = policyOf(c)
    await next()
    c.res = c.json({ stated, after: policyOf(c) })
  })
  .route(
    '/flows',
    new Hono<AppEnv>()
      .get('/export.csv', policy({ isExport: true }), policy({ takesTicket: true }), answer)
      .get('/:taskId', policy({ isPolled: true }), answer)
      .post('/:taskId', policy({ isBought: true }), answer)
      .put('/:taskId', answer),
  )
  .all('/lost/*', policy({ hasSecret: true }), (c) => c.notFound())
  .get('*', answer)

it.each([
  ['GET', '/flows/1', { isPolled: true }],
  ['POST', '/flows/1', { isBought: true }],
  ['PUT', '/flows/1', {}],
  // `/:taskId` would take it too.
  ['GET', '/flows/export.csv', { isExport: true, takesTicket: true }],
  ['GET', '/elsewhere', {}],
])('the policy of %s %s is its own route’s', async (method, path, stated) => {
  const found: unknown = await (await app.request(path, { method })).json()
  expect(found).toEqual({ stated, after: stated })
})

it('a route that takes many paths states its policy to what comes after the answer', async () => {
  const found: unknown = await (await app.request('/lost/somewhere')).json()
  expect(found).toMatchObject({ after: { hasSecret: true } })
})
