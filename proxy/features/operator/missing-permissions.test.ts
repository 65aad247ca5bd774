import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId as corpId } from '#sandbox/played.ts'
import { readConfig } from '#proxy/config.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { createTransport, type Transport } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { createLogger } from '#proxy/base/log.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { answering, flowReplyV2, refusal, userReply } from '#proxy/testing/sample-replies.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import {
  createRefusalCounter,
  type RefusalCounter,
} from '#proxy/upstream/dingtalk/client/refusal-counter.ts'

/** Which permissions an organisation counts as not having granted, depending on its calls. */

const denied = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'
const log = createLogger('silent')
const user = () => ({ body: userReply })
const granted = answering({ user, flow: () => ({ body: flowReplyV2 }) })

let upstream: Upstream
let transport: Transport
let store: Store
let counter: RefusalCounter
let client: DingTalkClient

beforeEach(async () => {
  upstream = await startUpstream(granted)
  transport = createTransport()
  store = await openStore()
  await store.corps.updateCorp({ corpId, at: 1_000, event: 'org_suite_auth', isAuthorised: true })
  start()
})

afterEach(async () => {
  await counter.close()
  await transport.close()
  await store.close()
  await upstream.close()
})

/** Like a restart: everything in memory is lost. */
function start(): void {
  const { appKind, dingtalk: settings } = readConfig({
    ...thirdParty,
    DINGTALK_API_URL: upstream.url,
    DINGTALK_OAPI_URL: upstream.url,
    SESSION_SECRET: 'x'.repeat(32),
  })
  if (settings === null) throw new Error('not live')
  const { refusedCalls: refused, corps } = store
  counter = createRefusalCounter({
    refused,
    corps,
    isStored: () => true,
    log,
    now: Date.now,
  })
  const parts = { appKind, settings, transport, outcomes: counter, log, now: Date.now }
  client = createDingTalk({ ...parts, suiteTicket: () => thirdParty.DINGTALK_SUITE_TICKET }).client
}

function getFlow(): Promise<unknown> {
  const api = '/v2.0/esign/flowTasks/{taskId}'
  const path = '/v2.0/esign/flowTasks/PRO-1'
  return client.callApi(corpId, { method: 'GET', api, path, scope: 'Esign.Common.ReadWrite' })
}

function refuse(...requiredScopes: string[]): void {
  upstream.fault = answering({
    flow: () => refusal(denied, { accessdenieddetail: { requiredScopes } }, 403),
  })
}

async function isRefused(): Promise<void> {
  await expect(getFlow()).rejects.toMatchObject({ code: 'upstream-permission' })
}

async function missing(): Promise<readonly string[] | undefined> {
  await counter.flush()
  return (await store.corps.find(corpId))?.missingScopes
}

describe('a permission that calls lack', () => {
  it('is named by the caller if DingTalk names none', async () => {
    refuse()
    await isRefused()
    expect(await missing()).toEqual(['Esign.Common.ReadWrite'])
  })

  it('stays missing until the organisation authorises the app again', async () => {
    refuse('Card.Write', 'Card.Read')
    await isRefused()
    expect(await missing()).toEqual(['Card.Read', 'Card.Write'])
    const details = { name: '青山科技', agentId: '7', admins: ['a'] }
    await store.corps.updateCorp({
      corpId,
      at: 2_000,
      details,
      isAuthorised: true,
      isEnabled: true,
    })
    await store.corps.updateCorp({
      corpId,
      at: 3_000,
      event: 'org_micro_app_restore',
      isEnabled: true,
    })
    expect(await missing()).toEqual(['Card.Read', 'Card.Write'])
    await store.corps.updateCorp({ corpId, at: 4_000, event: 'org_suite_change', details })
    expect(await missing()).toEqual([])
  })

  it('is granted once the same call succeeds, whichever permission DingTalk named', async () => {
    refuse('Card.Read')
    await isRefused()
    expect(await missing()).toEqual(['Card.Read'])
    upstream.fault = granted
    await client.callOapi(corpId, { path: '/topapi/v2/user/getuserinfo', body: { code: 'c' } })
    expect(await missing()).toEqual(['Card.Read'])
    await getFlow()
    expect(await missing()).toEqual([])
  })

  it('is granted once a call that needs it succeeds, also after a restart, and again', async () => {
    refuse()
    await isRefused()
    await counter.close()
    start()
    upstream.fault = granted
    await getFlow()
    expect(await missing()).toEqual([])
    refuse()
    await isRefused()
    expect(await missing()).toEqual(['Esign.Common.ReadWrite'])
    upstream.fault = granted
    await getFlow()
    expect(await missing()).toEqual([])
  })
})
