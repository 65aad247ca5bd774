import { beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { createSandboxClient, type SandboxClient } from '#sandbox/testing/sandbox-client.ts'

let client: SandboxClient

beforeEach(() => {
  client = createSandboxClient()
})

const path = `/_sandbox/pages/corp/${sandboxCorpId}`

const samplesSchema = z.object({
  corps: z.array(z.object({ corpId: z.string(), state: z.string() })),
})

const eventsSchema = z.object({
  events: z.array(z.object({ corpId: z.string(), clientId: z.string(), eventType: z.string() })),
})

async function state(): Promise<string | undefined> {
  const answer = await client.send('GET', '/_sandbox/samples')
  const { corps } = samplesSchema.parse(await answer.json())
  return corps.find(({ corpId }) => corpId === sandboxCorpId)?.state
}

/** DingTalk's events for the third-party app about the organisation, oldest first. */
async function events(): Promise<string[]> {
  const answer = await client.send('GET', '/_sandbox/events')
  const { events: all } = eventsSchema.parse(await answer.json())
  const own = all.filter(({ corpId, clientId }) => {
    return corpId === sandboxCorpId && clientId === thirdPartyApp.suiteKey
  })
  return own.map(({ eventType }) => eventType)
}

/** Presses the button with this text. */
async function press(label: string): Promise<void> {
  const { html } = await client.open(path)
  const action = new RegExp(`<button[^>]*value="([^"]*)"[^>]*>${label}</button>`).exec(html)?.[1]
  expect(action, html).toBeDefined()
  expect((await client.submit(path, { action: action ?? '' })).status).toBe(303)
}

it.each([
  ['停用应用', 'stopped', 'org_micro_app_stop', '启用应用', 'org_micro_app_restore'],
  ['解除授权', 'left', 'org_suite_relieve', '开通应用', 'org_suite_auth'],
  ['让订阅到期', 'ended', 'market_order', '续订一年', 'market_order'],
])('%s gets into trouble, with an event, and out of it again', async (...row) => {
  const [bad, trouble, event, good, eventAfter] = row
  await press(bad)
  expect(await state()).toBe(trouble)
  expect(await events()).toEqual([event])
  await press(good)
  expect(await state()).toBe('fine')
  expect(await events()).toEqual([event, eventAfter])
})

it.each([
  ['用完合同', 'out-of-contracts', '加 100 份'],
  ['取消授权', 'not-authorised', '授权本应用'],
  ['撤销实名', 'not-verified', '通过实名'],
])('%s gets into trouble without an event, and out of it again', async (bad, trouble, good) => {
  await press(bad)
  expect(await state()).toBe(trouble)
  await press(good)
  expect(await state()).toBe('fine')
  expect(await events()).toEqual([])
})

it('leads back to the app of the organisation, and knows no invented one', async () => {
  expect((await client.open(path)).html).toContain(`href="/?corpId=${sandboxCorpId}"`)
  expect((await client.open('/_sandbox/pages/corp/invented')).status).toBe(404)
})
