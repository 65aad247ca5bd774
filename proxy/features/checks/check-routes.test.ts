import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, internalApp } from '#sandbox/played.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const checksSchema = z.object({
  checks: z.array(z.object({ name: z.string(), state: z.string() })),
})

async function start() {
  const env = {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    OPERATOR_USER_IDS: 'wangwu',
    PUBLIC_URL: 'https://contracts.invalid',
  }
  const app = await startSandboxedProxy(env, {}, { noticeUrl: 'http://127.0.0.1:9/notices' })
  onTestFinished(() => app.close())
  return app
}

it('shows operators the doctor’s list, and nobody else', async () => {
  const app = await start()
  expect((await app.get('/api/operator/checks')).status).toBe(401)
  await app.signIn('zhangsan')
  expect((await app.get('/api/operator/checks')).status).toBe(403)
  await app.signIn('wangwu')
  await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: ['Todo.Todo.Write'] })
  const answer = await app.get('/api/operator/checks')
  expect(answer.status).toBe(200)
  const { checks } = checksSchema.parse(await answer.json())
  const states = checks.map(({ name, state }) => [name, state])
  expect(Object.fromEntries(states)).toMatchObject({
    settings: 'ok',
    token: 'ok',
    corp: 'ok',
    'permission/Todo.Todo.Write': 'failed',
    'permission/qyapi_base': 'ok',
    'esign-authorised': 'ok',
    database: 'ok',
    // The Postgres of the tests keeps nothing.
    'database-durability': 'failed',
  })
  expect(await app.store.refusedCalls.all(0)).toEqual([])
})

it('asks once for operators who ask at once', async () => {
  const app = await start()
  await app.signIn('wangwu')
  await Promise.all([app.get('/api/operator/checks'), app.get('/api/operator/checks')])
  expect(await app.calls('/v2.0/esign/auths/urls')).toHaveLength(1)
})
