import * as sdk1 from '@alicloud/dingtalk/dist/esign_1_0/client.js'
import * as sdk2 from '@alicloud/dingtalk/dist/esign_2_0/client.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerProblems } from './testing/answer-shape.ts'
import type { EndpointFacts } from './testing/endpoint-facts.ts'
import { endpoints } from './testing/endpoint-facts.ts'
import type { SdkCase } from './testing/sdk-case.ts'
import { calling, draft, seededFile } from './testing/sdk-case.ts'
import { v1Cases } from './testing/sdk-cases-v1.ts'
import { v2Cases } from './testing/sdk-cases-v2.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'

// The official SDK calls every operation over HTTP. Test names are `{generation} {SDK method}`.

const cases: readonly SdkCase[] = [...v1Cases, ...v2Cases]
/** Refusals of DingTalk's gateway, which any call can get. */
const platformCodes = new Map([
  ['InvalidAuthentication', 400],
  ['Forbidden.AccessDenied.AccessTokenPermissionDenied', 403],
])

let sdk: SdkHarness

beforeAll(async () => {
  sdk = await startSdkHarness()
})
beforeEach(async () => {
  await sdk.control('POST', '/reset')
})
afterAll(() => sdk.close())

function factsOf({ generation, name }: SdkCase): EndpointFacts {
  const facts = endpoints.find((item) => item.generation === generation && item.name === name)
  if (!facts) throw new Error(`Nothing is known of ${generation} ${name}.`)
  return facts
}

function documentedStatus(facts: EndpointFacts, code: string): number | undefined {
  return facts.errors.find((error) => error.code === code)?.http ?? platformCodes.get(code)
}

it('covers every operation, and each with a refusal', () => {
  const key = (item: { generation: string; name: string }) => `${item.generation} ${item.name}`
  expect(cases.map(key).toSorted()).toEqual(endpoints.map(key).toSorted())
  const methods = [sdk1, sdk2].flatMap(({ default: client }) =>
    Object.getOwnPropertyNames(client.prototype),
  )
  expect(endpoints).toHaveLength(methods.filter((name) => name.endsWith('WithOptions')).length)
  expect(cases.filter((item) => Object.keys(item.refusals).length === 0)).toEqual([])
})

describe.each(cases.map((item) => [item.generation, item.name, item] as const))(
  '%s %s',
  (_, __, item) => {
    it('answers what is documented', async () => {
      const understood = await item.succeed(sdk)
      expect(JSON.parse(JSON.stringify(understood))).toEqual(sdk.lastAnswer())
      const expected = (item.absent ?? []).map((field) => `${field} is missing`)
      expect(answerProblems(factsOf(item).response, sdk.lastAnswer())).toEqual(expected)
    })

    it.each(Object.entries(item.refusals))('refuses with %s', async (code, refused) => {
      await expect(refused(sdk)).rejects.toMatchObject({
        code,
        data: { statusCode: documentedStatus(factsOf(item), code), requestid: expect.any(String) },
      })
    })
  },
)

describe('who decides on a seal', () => {
  const { sourceInfo } = draft
  // qianqi may not use the company's seal without an approval.
  const participants = [{ accountType: 'DING_USER', userId: 'qianqi', signRequirements: '1' }]
  const onPage = { request: { ...draft, participants, autoStart: 'true' } }
  const inV1 = { request: { ...draft, participants } }
  const atOnce = { request: { ...draft, participants, files: [{ ...seededFile, fileType: 1 }] } }

  it.each([
    ['2.0', 'processStart', onPage],
    ['2.0', 'createProcess', atOnce],
    ['1.0', 'getProcessStartUrl', inV1],
  ] as const)('is shown the link of %s %s', async (generation, name, input) => {
    await calling('2.0', 'createDevelopers')({ request: {} })(sdk)
    const started = await calling(generation, name)(input)(sdk)
    const taskId = /"taskId":"([^"]+)"/.exec(JSON.stringify(started))?.[1] ?? ''
    const page = `${sdk.url}/_sandbox/pages/approval/${taskId}`
    await advanceTo(page, taskId)
    const html = await (await fetch(page)).text()
    expect(html).toContain(`<a href="${sourceInfo.pcUrl}">${sourceInfo.showText}</a>`)
    const onPhone = await fetch(page, { headers: { 'user-agent': 'Android Mobile' } })
    expect(await onPhone.text()).toContain(`<a href="${sourceInfo.mobileUrl}">`)
  })

  it('gets no link when its address is invalid', async () => {
    const wrong = { ...draft, sourceInfo: { ...sourceInfo, pcUrl: 'javascript:alert(1)' } }
    await expect(calling('2.0', 'processStart')({ request: wrong })(sdk)).rejects.toMatchObject({
      code: 'requestParamError',
    })
  })
})

/** Advances a flow until the page of its seal approval exists. */
async function advanceTo(page: string, taskId: string, steps = 4): Promise<void> {
  if ((await fetch(page)).ok) return
  if (steps === 0) throw new Error(`No seal approval came up in ${taskId}.`)
  await sdk.control('POST', `/flows/${taskId}/advance`)
  await advanceTo(page, taskId, steps - 1)
}
