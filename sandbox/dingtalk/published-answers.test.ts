import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { answerProblems } from '#sandbox/testing/answer-shape.ts'
import type { FieldFacts } from '#sandbox/testing/endpoint-facts.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient } from '#sandbox/testing/sandbox-client.ts'

// No client of others knows these calls of the old host. Their answers are held against the fields and
// types that DingTalk publishes.

const simple = (type: 'string' | 'number' | 'boolean'): FieldFacts => ({ type, required: true })
const string = simple('string')
const number = simple('number')
const boolean = simple('boolean')
const object = (fields: Record<string, FieldFacts>): FieldFacts => ({
  type: 'object',
  required: true,
  fields,
})
const list = (items: FieldFacts): FieldFacts => ({ type: 'array', required: true, items })

/** In every answer. */
const envelope = { errcode: number, errmsg: string, request_id: string }

/** query-user-details; its table, as its sample prints booleans and numbers as texts. */
const user = object({
  userid: string,
  unionid: string,
  name: string,
  avatar: string,
  state_code: string,
  manager_userid: string,
  mobile: string,
  hide_mobile: boolean,
  telephone: string,
  job_number: string,
  title: string,
  email: string,
  work_place: string,
  remark: string,
  exclusive_account: boolean,
  org_email: string,
  dept_id_list: list(number),
  dept_order_list: list(object({ dept_id: number, order: number })),
  extension: string,
  hired_date: number,
  active: boolean,
  real_authed: boolean,
  senior: boolean,
  admin: boolean,
  boss: boolean,
  leader_in_dept: list(object({ dept_id: number, leader: boolean })),
  role_list: list(object({ id: number, name: string, group_name: string })),
})

/** Not given to third-party apps, to internal ones with a permission of its own, or only if set. */
const withheld = [
  'state_code',
  'manager_userid',
  'mobile',
  'telephone',
  'email',
  'work_place',
  'remark',
  'org_email',
  'extension',
  'hired_date',
]

const sendResult = object({
  invalid_user_id_list: list(string),
  forbidden_user_id_list: list(string),
  failed_user_id_list: list(string),
  read_user_id_list: list(string),
  unread_user_id_list: list(string),
  invalid_dept_id_list: list(number),
  forbidden_list: list(object({ code: string, count: number, userid: string })),
})

const corpconversation = '/topapi/message/corpconversation'

/** What requests name. */
type Ids = { code: string; agentId: number; taskId: number }

type Published = {
  path: string
  request: (ids: Ids) => Record<string, unknown>
  answer: Record<string, FieldFacts>
  /** Published fields that the sandbox leaves out. */
  absent?: readonly string[]
}

const oa = {
  msgtype: 'oa',
  oa: {
    message_url: 'https://contract.example/f/7f3a?corpId=ding1',
    head: { bgcolor: 'FF1677FF', text: '合同进度' },
    status_bar: { status_value: '待签署', status_bg: '0xFFFF9D00' },
    body: { title: '采购合同 2026-118', form: [{ key: '发起人:', value: '李雷' }] },
  },
}

const calls: Published[] = [
  {
    path: '/topapi/v2/user/getuserinfo',
    request: ({ code }) => ({ code }),
    answer: {
      result: object({
        userid: string,
        unionid: string,
        name: string,
        device_id: string,
        sys: boolean,
        sys_level: number,
        associated_unionid: string,
      }),
    },
  },
  {
    path: '/topapi/v2/user/get',
    request: () => ({ userid: 'lisi', language: 'zh_CN' }),
    answer: { result: user },
    absent: withheld.map((field) => `result.${field}`),
  },
  {
    path: '/topapi/user/getbyunionid',
    request: () => ({ unionid: 'sandbox-union-lisi' }),
    answer: { result: object({ contact_type: number, userid: string }) },
  },
  {
    path: '/topapi/user/listadmin',
    request: () => ({}),
    answer: { result: list(object({ sys_level: number, userid: string })) },
  },
  {
    path: `${corpconversation}/asyncsend_v2`,
    request: ({ agentId }) => ({ agent_id: agentId, userid_list: 'lisi', msg: oa }),
    answer: { task_id: number },
  },
  {
    path: `${corpconversation}/getsendresult`,
    request: ({ agentId, taskId }) => ({ agent_id: agentId, task_id: taskId }),
    answer: { send_result: sendResult },
  },
  {
    path: `${corpconversation}/status_bar/update`,
    request: ({ agentId, taskId }) => ({
      agent_id: agentId,
      task_id: taskId,
      status_value: '已签署',
      status_bg: '0xFF15BC83',
    }),
    answer: {},
  },
  {
    path: `${corpconversation}/recall`,
    request: ({ agentId, taskId }) => ({ agent_id: agentId, msg_task_id: taskId }),
    answer: {},
  },
]

let client: SandboxClient
let token: string
let ids: Ids

beforeEach(async () => {
  client = createSandboxClient()
  token = await client.internalToken()
  const { body } = await client.call('POST', '/_sandbox/auth-codes', { userId: 'lisi' })
  const { code } = z.object({ code: z.string() }).parse(body)
  const agentId = Number(internalApp.agentId)
  const message = { agent_id: agentId, userid_list: 'lisi', msg: oa }
  const sendMessage = () => asJson(`${corpconversation}/asyncsend_v2`, message)
  await sendMessage()
  // Within a day, the same message is not delivered again.
  const repeated = await sendMessage()
  ids = { code, agentId, taskId: z.object({ task_id: z.number() }).parse(repeated).task_id }
})

async function post(path: string, body: string, type: string): Promise<unknown> {
  const init = { method: 'POST', headers: { 'content-type': type }, body }
  const answer = await client.sandbox.fetch(new Request(`http://sandbox.test${path}`, init))
  expect(answer.status).toBe(200)
  return answer.json()
}

const asJson = (path: string, request: Record<string, unknown>) =>
  post(`${path}?access_token=${token}`, JSON.stringify(request), 'application/json')

/** As in DingTalk's examples for curl. */
function asForm(path: string, request: Record<string, unknown>): Promise<unknown> {
  const form = new URLSearchParams({ access_token: token })
  for (const [name, value] of Object.entries(request))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  return post(path, form.toString(), 'application/x-www-form-urlencoded;charset=utf-8')
}

describe.each([
  ['JSON', asJson],
  ['a form', asForm],
] as const)('asked with %s', (_, send) => {
  it.each(calls)('$path answers what is published', async (published) => {
    const { path, request, answer, absent = [] } = published
    const given = await send(path, request(ids))
    expect(given).toMatchObject({ errcode: 0, errmsg: 'ok' })
    const missing = absent.map((field) => `${field} is missing`)
    expect(answerProblems({ ...envelope, ...answer }, given).toSorted()).toEqual(missing.toSorted())
  })

  it('a template of a third-party app answers what is published', async () => {
    token = await client.corpToken(sandboxCorpId)
    const given = await send(`${corpconversation}/sendbytemplate`, {
      agent_id: Number(thirdPartyApp.agentIds[sandboxCorpId]),
      template_id: thirdPartyApp.templates.approved,
      userid_list: 'lisi',
      data: '{"name":"采购合同 2026-118"}',
    })
    expect(answerProblems({ ...envelope, task_id: number }, given)).toEqual([])
  })

  it('a refusal of the gateway answers what is published', async () => {
    token = 'wrong'
    const given = await send('/topapi/v2/user/get', { userid: 'lisi' })
    const refusal = { ...envelope, sub_code: string, sub_msg: string }
    expect(answerProblems(refusal, given)).toEqual([])
    expect(given).toMatchObject({
      errcode: 88,
      sub_code: '40014',
      errmsg: expect.stringMatching(/^ding talk error\[subcode=40014,submsg=/),
    })
  })
})

it('a JSAPI ticket of the old host is what is published', async () => {
  const given = await client.call('GET', `/get_jsapi_ticket?access_token=${token}`)
  const published = { errcode: number, errmsg: string, ticket: string, expires_in: number }
  expect(answerProblems(published, given.body)).toEqual([])
})
