import { beforeEach, expect, it } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { createSandboxClient, textOf, type SandboxClient } from '#sandbox/testing/sandbox-client.ts'

const inbox = `/_sandbox/pages/inbox/${sandboxCorpId}`
const flow = 'https://app.test/flows/PRO-1?corpId=dingsandbox'

let client: SandboxClient
let token: string

beforeEach(async () => {
  client = createSandboxClient({ now: () => Date.UTC(2026, 0, 5, 8) })
  token = await client.internalToken()
})

const unionIdOf = (userId: string) => `sandbox-union-${userId}`

async function makeTodo(subject: string, userId: string): Promise<string> {
  const answer = await client.call(
    'POST',
    `/v1.0/todo/users/${unionIdOf(userId)}/tasks`,
    { subject, executorIds: [unionIdOf(userId)], detailUrl: { appUrl: flow, pcUrl: flow } },
    token,
  )
  return textOf(answer, 'id')
}

async function pageOf(userId: string): Promise<string> {
  const { status, html } = await client.open(`${inbox}/${userId}`)
  expect(status).toBe(200)
  return html.replaceAll(/\s+/g, ' ')
}

it("shows a person's to-dos with links, the finished ones apart, and how many people share each", async () => {
  await makeTodo('请签署：采购合同', 'lisi')
  const done = await makeTodo('请签署：劳动合同', 'lisi')
  const path = `/v1.0/todo/users/${unionIdOf('lisi')}/tasks/${done}/executorStatus`
  const executorStatusList = [{ id: unionIdOf('lisi'), isDone: true }]
  await client.call('PUT', path, { executorStatusList }, token)
  const html = await pageOf('lisi')
  expect(html).toMatch(/待办（1）.*采购合同.*已完成的待办（1）.*劳动合同/)
  expect(html).toContain(`<a href="${flow}">打开</a>`)
  const others = await pageOf('zhangsan')
  expect(others).toContain('李四（1）')
  expect(others).not.toContain('采购合同')
})

it('shows work notifications with their status bars', async () => {
  const msg = {
    msgtype: 'oa',
    oa: {
      message_url: flow,
      status_bar: { status_value: '签署中', status_bg: '0xFFFF9D00' },
      body: {
        title: '合同即将到期',
        form: [{ key: '合同：', value: '采购合同' }],
        content: '请打开',
      },
    },
  }
  const sending = { agent_id: internalApp.agentId, userid_list: 'zhangsan', msg }
  const path = `/topapi/message/corpconversation/asyncsend_v2?access_token=${token}`
  await client.call('POST', path, sending)
  expect(await pageOf('zhangsan')).toMatch(
    /工作通知（1）.*合同即将到期.*合同：采购合同.*请打开.*签署中.*>打开<\/a>/,
  )
  expect(await pageOf('lisi')).toContain('工作通知（0）')
})

it('answers 404 for an unknown person', async () => {
  expect((await client.open(`${inbox}/nobody`)).status).toBe(404)
  expect((await client.open('/_sandbox/pages/inbox/dingnone')).status).toBe(404)
})
