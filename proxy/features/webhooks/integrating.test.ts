import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { afterAll, describe, expect, it } from 'vitest'
import { webhookBodySchema } from '#shared/schemas/corp/webhook.ts'
import { startReceiver } from './testing/receiver.ts'
import { createWebhookSecrets, signatureOf } from './webhook-secrets.ts'

const guide = readFileSync(new URL('../../../docs/integrating.md', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'integrating-'))

afterAll(() => rmSync(folder, { recursive: true }))

function blockIn(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)?.[1]
  if (block === undefined) throw new Error(`the guide has no block in ${language}`)
  return block
}

const sample = blockIn('json')

const { secret } = createWebhookSecrets(['a session secret of thirty-two bytes']).make()

const examples = [
  { language: 'js', file: 'check.mjs', command: process.execPath },
  { language: 'python', file: 'check.py', command: 'python3' },
  { language: 'java', file: 'CheckWebhook.java', command: 'java' },
]

/** Those whose runtime this machine has. */
const there = examples.filter(({ command }) => {
  const asked = spawnSync(command, ['--version'])
  return asked.error === undefined && asked.status === 0
})

/** A runtime's first start may take long where several tests run. */
const timeoutMs = 60_000

describe.each(there)('the example in $language', ({ language, file, command }) => {
  const path = join(folder, file)
  writeFileSync(path, blockIn(language))

  function check({ body = sample, seconds = Math.floor(Date.now() / 1000), more = '' } = {}) {
    const signed = signatureOf([secret], { id: 'msg_1', seconds, body: sample })
    return spawnSync(command, [path, 'msg_1', String(seconds), more + signed], {
      input: body,
      env: { ...process.env, WEBHOOK_SECRET: secret },
      encoding: 'utf8',
    })
  }

  it('takes what the app sends, and nothing else', { timeout: timeoutMs }, () => {
    const taken = check()
    expect(taken.stderr).toBe('')
    expect(taken.stdout).toMatch(/contract\.signed[^]*PRO-1[^]*2/)
    expect(check({ more: 'v1,AAAA v1a,BBBB ' }).status).toBe(0)
    expect(check({ body: sample.replace('PRO-1', 'PRO-2') }).status).toBe(1)
    expect(check({ seconds: Math.floor(Date.now() / 1000) - 600 }).status).toBe(1)
  })
})

it('has a body like those that are sent', () => {
  expect(webhookBodySchema.strict().parse(JSON.parse(sample))).toEqual(JSON.parse(sample))
})

it('sends a receiver what the app would send', async () => {
  const receiver = await startReceiver()
  const env = { ...process.env, WEBHOOK_SECRET: secret, RECEIVER: receiver.url }
  const { stdout } = await promisify(execFile)('sh', ['-c', blockIn('sh')], { env })
  await receiver.close()
  expect(stdout).toBe('204')
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  const strings = Object.entries(headers).map(([name, value]) => [name, String(value)])
  new Webhook(secret).verify(body, Object.fromEntries(strings))
})
