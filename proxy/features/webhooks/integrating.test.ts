import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { webhookBodySchema } from '#shared/schemas/corp/webhook.ts'
import { blockIn, programsIn, run } from '#proxy/testing/guide-examples.ts'
import { startReceiver } from './testing/receiver.ts'
import { createWebhookSecrets, signatureOf } from './webhook-secrets.ts'

const heading = 'Checking the signature'

const sample = blockIn('Webhooks', 'json')

const { secret } = createWebhookSecrets(['a session secret of thirty-two bytes']).make()

/** A runtime's first start may take long where several tests run. */
const timeoutMs = 60_000

describe.each(programsIn(heading))('the example in $language', ({ lack, run: runExample }) => {
  function check({ body = sample, seconds = Math.floor(Date.now() / 1000), more = '' } = {}) {
    const signed = signatureOf([secret], { id: 'msg_1', seconds, body: sample })
    return runExample(['msg_1', String(seconds), more + signed], body, { WEBHOOK_SECRET: secret })
  }

  it('takes what the app sends, and nothing else', { timeout: timeoutMs }, async ({ skip }) => {
    skip(lack !== null, lack ?? '')
    const taken = await check()
    expect(taken.stderr).toBe('')
    expect(taken.stdout).toMatch(/contract\.signed[^]*PRO-1[^]*2/)
    expect((await check({ more: 'v1,AAAA v1a,BBBB ' })).status).toBe(0)
    expect((await check({ body: sample.replace('PRO-1', 'PRO-2') })).status).toBe(1)
    expect((await check({ seconds: Math.floor(Date.now() / 1000) - 600 })).status).toBe(1)
  })
})

it('has a body like those that are sent', () => {
  expect(webhookBodySchema.strict().parse(JSON.parse(sample))).toEqual(JSON.parse(sample))
})

it('sends a receiver what the app would send', async () => {
  const receiver = await startReceiver()
  const env = { WEBHOOK_SECRET: secret, RECEIVER: receiver.url }
  const { stdout } = await run('sh', ['-c', blockIn(heading, 'sh')], '', env)
  await receiver.close()
  expect(stdout).toBe('204')
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  const strings = Object.entries(headers).map(([name, value]) => [name, String(value)])
  new Webhook(secret).verify(body, Object.fromEntries(strings))
})
