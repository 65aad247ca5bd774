// @vitest-environment happy-dom
import { screen, within, getNodeText } from '@testing-library/dom'
import { describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { Me } from '#shared/schemas/real-name.ts'
import { answerCalls } from './answers.ts'
import '#web/features/me/me-page.tsx'
import { serveApp } from './app-process.ts'
import { renderApp, seenText, openDialog, textOf } from './render-app.tsx'
import { z } from 'zod'
import { maxAssistants } from '#shared/rules/assistant/assistant-limits.ts'
import type { Language } from '#shared/rules/languages.ts'
import { assistantsSchema } from '#shared/schemas/assistant/assistants.ts'
import { askAssistant } from '#e2e/answers/ask-assistant.ts'
import { explanationOf, press } from './start.ts'

// What a person sees of themselves.

const app = serveApp({ ASSISTANTS: 'on', QUIET_HOURS: '0-0' })

function answerWith(realName: Me['realName']): void {
  const me: Me = { name: '张三', role: 'member', isOperator: false, realName }
  answerCalls(/\/api\/me$/, async () => Response.json(me))
}

it('an unknown verification status does not count as missing', async () => {
  answerWith({ ok: { status: 'unknown', statusCode: 'pending', name: null } })
  await renderApp(app(), '/me')
  await screen.findByText('未知状态（pending）')
  expect(screen.queryByRole('button', { name: '去实名认证' })).toBeNull()
  expect(screen.queryByText(/需要先在 e签宝/)).toBeNull()
})

it('a verification that could not be read says so with a request id, and is read again', async () => {
  await app().sandbox.fault({ match: '/v2.0/esign/users/', status: 500 })
  const user = await renderApp(app(), '/me')
  const failure = await screen.findByTestId('failure')
  expect(seenText(failure)).toMatch(/请求编号/)
  await app().sandbox.reset()
  await user.click(within(failure).getByRole('button', { name: '重试' }))
  await expect.poll(() => screen.queryByText('已认证')).not.toBeNull()
  expect(screen.queryByTestId('failure')).toBeNull()
})

it.each([
  {
    role: '管理员',
    as: 'admin',
    helps: '去管理台授权',
    note: '您是管理员，请先完成授权。',
  },
  { role: '员工', as: 'employee', helps: null, note: '请联系您组织的管理员' },
])(
  'before the app is authorised, a requester who is $role is offered $helps',
  async (requester) => {
    const { as, helps, note } = requester
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
    const user = await renderApp(app(), '/me', { as })
    const failure = await screen.findByTestId('failure')
    await app().sandbox.reset()
    expect(seenText(failure)).toContain(note)
    const buttons = within(failure).queryAllByRole('button')
    expect(buttons.map(seenText)).toEqual(helps === null ? [] : [helps])
    if (as !== 'admin') return
    await user.click(buttons[0] ?? failure)
    await screen.findByTestId('desk-pages')
  },
)

it('what is still being read is announced', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  answerCalls(/\/api\/me(\/|$)/, async (call) => {
    await held
    return call()
  })
  await renderApp(app(), '/me')
  const loading = () => screen.queryAllByRole('status', { name: '正在加载…' })
  // What stands below is drawn with it.
  await expect.poll(loading).toHaveLength(1)
  release()
  await expect.poll(loading).toEqual([])
})

describe('assistants that a person or an organisation lets ask, and what they propose', () => {
  const signing = 'PRO-SANDBOX-SIGNING'

  /** Makes a token on the person's page. */
  async function makeToken(name: string): Promise<string> {
    const answer = await fetch('/api/me/assistants', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, mayRemind: true }),
    })
    return z.object({ token: z.string() }).parse(await answer.json()).token
  }

  /** The button in the foot of a sheet, which also has one in its head. */
  const tokenWords = {
    zh: {
      create: '新建访问令牌',
      name: '助手名称',
      right: /也可提议催办/,
      make: '新建',
      once: '只显示这一次，请现在复制到助手的设置里。',
      close: '关闭',
      row: /小助手.*也可提议催办.*还没有用过.*到期/,
      withdraw: '撤销 小助手',
    },
    en: {
      create: 'New access token',
      name: 'Name of the assistant',
      right: /May also propose reminders/,
      make: 'Make',
      once: 'Shown only once. Copy it into the settings of the assistant now.',
      close: 'Close',
      row: /小助手.*May also propose reminders.*Not used yet.*Ends/,
      withdraw: 'Withdraw 小助手',
    },
  }

  it.each(['zh', 'en'] satisfies Language[])(
    'a token is shown once, and withdrawn with one tap, in %s',
    async (language) => {
      const t = tokenWords[language]
      const user = await renderApp(app(), '/me', { in: language })
      const card = await screen.findByTestId('assistants')
      await user.click(await within(card).findByRole('button', { name: t.create }))
      const sheet = await screen.findByTestId('assistant-sheet')
      await user.type(within(sheet).getByRole('textbox', { name: t.name }), '小助手')
      await user.click(within(sheet).getByRole('radio', { name: t.right }))
      await user.click(within(sheet).getByRole('button', { name: t.make }))
      const token = await within(sheet).findByTestId('assistant-token')
      expect(token.textContent).toMatch(/^cpa_[\w-]{43}$/)
      await within(sheet).findByText(t.once)
      await user.click(within(sheet).getByRole('button', { name: t.close }))
      const row = await within(card).findByTestId('assistant')
      expect(row.textContent).toMatch(t.row)
      await user.click(within(row).getByRole('button', { name: t.withdraw }))
      await expect.poll(() => within(card).queryByTestId('assistant')).toBeNull()
    },
  )

  const proposalWords = {
    zh: {
      title: '您的助手想催办 李四',
      what: '将用钉钉工作通知提醒 李四 处理这份合同。',
      by: /助手“小助手”提议/,
      refuse: '不催办',
      confirm: '确认催办',
      sentBefore: /可以再次催办/,
      ended: '助手的催办提议',
      over: '这个提议已处理或已过期，没有再发送提醒。',
    },
    en: {
      title: 'Your assistant wants to remind 李四',
      what: '李四 will be reminded of this contract by a DingTalk work notification.',
      by: /Proposed by the assistant “小助手”/,
      refuse: 'Do not',
      confirm: 'Remind',
      sentBefore: /A reminder was just sent/,
      ended: 'Reminder proposed by an assistant',
      over: 'This proposal was decided or has expired. Nothing more was sent.',
    },
  }

  it.each([
    ['zh', 'refuse', 0],
    ['en', 'confirm', 1],
  ] as const)('a proposal in %s: %s', async (language, decision, sent) => {
    const t = proposalWords[language]
    await renderApp(app(), '/me', { in: language })
    const token = await makeToken('小助手')
    const before = (await app().sandbox.messages()).length
    const propose = async () => {
      const asked = { tool: 'remind', args: { taskId: signing } }
      const { said } = await askAssistant(app().url, token, asked)
      const { confirmUrl } = z.object({ confirmUrl: z.string() }).parse(said)
      const { pathname, search } = new URL(confirmUrl)
      return pathname + search
    }
    const [path, secondPath] = [await propose(), await propose()]
    const user = await renderApp(app(), path, { in: language })
    const sheet = await openDialog(t.title)
    expect(seenText(sheet)).toContain(t.what)
    expect(seenText(sheet)).toMatch(t.by)
    await press(user, t[decision], sheet)
    await expect.poll(() => location.search).not.toContain('confirm')
    expect(await app().sandbox.messages()).toHaveLength(before + sent)
    await renderApp(app(), path, { in: language })
    const over = await screen.findByTestId('proposal-sheet')
    await within(over).findByText(t.over)
    await screen.findByRole('dialog', { name: t.ended })
    expect(within(over).queryByRole('button', { name: t.confirm })).toBeNull()
    // Another one of the same reminder can be confirmed unless it was just sent, and says so.
    await renderApp(app(), secondPath, { in: language })
    const second = await screen.findByTestId('proposal-sheet')
    const confirm = await within(second).findByRole('button', { name: t.confirm })
    await expect.poll(() => confirm.matches(':disabled')).toBe(sent === 1)
    expect(explanationOf(confirm)).toMatch(sent === 1 ? t.sentBefore : /^$/)
  })

  it.each([
    ['zh', '没有找到这个提议。', '确认催办', '关闭'],
    ['en', 'This proposal was not found.', 'Remind', 'Close'],
  ] as const)('a proposal that does not exist is said to be missing, in %s', async (...words) => {
    const [language, missing, confirm, close] = words
    const user = await renderApp(app(), `/flows/${signing}?confirm=nothing`, { in: language })
    const sheet = await screen.findByTestId('proposal-sheet')
    await within(sheet).findByText(missing)
    expect(within(sheet).queryByRole('button', { name: confirm })).toBeNull()
    await user.click(within(sheet).getByRole('button', { name: close }))
    await expect.poll(() => location.search).not.toContain('confirm')
  })

  it('a token that was withdrawn elsewhere counts as withdrawn', async () => {
    const user = await renderApp(app(), '/me')
    await makeToken('旧助手')
    await renderApp(app(), '/me')
    const card = await screen.findByTestId('assistants')
    const withdraw = await within(card).findByRole('button', { name: '撤销 旧助手' })
    const { assistants } = assistantsSchema.parse(await (await fetch('/api/me/assistants')).json())
    for (const { id } of assistants) await fetch(`/api/me/assistants/${id}`, { method: 'DELETE' })
    await user.click(withdraw)
    await expect.poll(() => within(card).queryByTestId('assistant')).toBeNull()
    expect(within(card).queryByTestId('failure')).toBeNull()
  })

  it('no token can be made beyond as many as there may be', async () => {
    await renderApp(app(), '/me')
    const { assistants } = assistantsSchema.parse(await (await fetch('/api/me/assistants')).json())
    for (let held = assistants.length; held < maxAssistants; held += 1) await makeToken('小助手')
    await renderApp(app(), '/me')
    const card = await screen.findByTestId('assistants')
    const create = await within(card).findByRole('button', { name: /^新建访问令牌/ })
    expect(create.matches(':disabled')).toBe(true)
    expect(seenText(create)).toContain(`最多 ${maxAssistants} 个，请先撤销不用的`)
  })

  const keyWords = {
    zh: {
      link: '钉钉助手',
      none: '还没有密钥',
      make: '新建密钥',
      once: '只显示这一次',
      notProved: '待验证',
      madeBy: /由 王五 于 .* 新建/,
      missing: '钉钉没有说明提问人。',
      unequal: '钉钉给出的提问人不是 王五 在应用里的账号。',
      proved: '已验证',
      provedBy: /由 王五 于 .* 验证/,
      withdraw: '撤销',
      question: '撤销密钥？',
    },
    en: {
      link: 'DingTalk assistants',
      none: 'No key yet',
      make: 'Make a key',
      once: 'Shown only once',
      notProved: 'To be verified',
      madeBy: /Made by 王五/,
      missing: 'DingTalk did not say who asks.',
      unequal: 'DingTalk named somebody else than 王五 in the app.',
      proved: 'Verified',
      provedBy: /Verified by 王五/,
      withdraw: 'Withdraw',
      question: 'Withdraw the key?',
    },
  }

  it.each(['zh', 'en'] satisfies Language[])(
    "an administrator makes the organisation's key, proves and withdraws it, in %s",
    async (language) => {
      const t = keyWords[language]
      const user = await renderApp(app(), '/admin', { as: 'admin', in: language })
      await user.click(await screen.findByRole('link', { name: t.link }))
      const card = await screen.findByTestId('assistant-key')
      await within(card).findByText(t.none)
      await user.click(within(card).getByRole('button', { name: t.make }))
      const secrets = await screen.findByTestId('assistant-key-secrets')
      expect(seenText(secrets)).toContain(t.once)
      const header = getNodeText(within(secrets).getByText(/^Bearer cpk_[\w-]{43}$/))
      const key = header.slice('Bearer '.length)
      const code = getNodeText(within(secrets).getByText(/^\d{8}$/))
      await within(card).findByText(t.notProved)
      expect(seenText(card)).toMatch(t.madeBy)
      const whoami = (headers: object) =>
        askAssistant(app().url, key, { tool: 'whoami', args: { code }, headers })
      await whoami({})
      await expect.poll(() => textOf('assistant-key-failed')).toContain(t.missing)
      await whoami({ 'x-dingtalk-user-id': '103262' })
      await expect.poll(() => textOf('assistant-key-failed')).toContain(t.unequal)
      await whoami({ 'x-dingtalk-user-id': 'wangwu' })
      await within(card).findByText(t.proved)
      expect(seenText(card)).toMatch(t.provedBy)
      expect(screen.queryByTestId('assistant-key-failed')).toBeNull()
      await user.click(within(card).getByRole('button', { name: t.withdraw }))
      await press(user, t.withdraw, await openDialog(t.question))
      await within(card).findByText(t.none)
      expect(screen.queryByTestId('assistant-key-secrets')).toBeNull()
    },
  )
})
