// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { screen, within, waitFor } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it, vi, beforeEach } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { announcement } from '#web/components/overlay/announcement.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls, setRecord, watchAnswers } from './answers.ts'
import { serveApp } from './app-process.ts'
import { openDialog, renderApp, seenAll, seenText, textOf } from './render-app.tsx'
import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'

const app = serveApp()

describe('sharing, reminding and printing', () => {
  async function actionButton(name: string): Promise<HTMLElement> {
    return within(await screen.findByTestId('action-bar')).findByRole('button', { name })
  }

  it('a link to share is requested again after a failure', async () => {
    let isThere = false
    answerCalls(/share-link/, (call) =>
      isThere ? call() : Promise.reject(new TypeError('no connection')),
    )
    const user = await renderApp(app(), linkTo('SIGNING'))
    await user.click(await actionButton('分享'))
    const sheet = await openDialog('分享进度')
    const failure = () => sheet.querySelector('[data-testid="failure"]')
    await expect.poll(() => failure()?.getAttribute('data-code')).toBe('connection-failed')
    const copy = () => within(sheet).getByRole<HTMLButtonElement>('button', { name: '复制链接' })
    expect(copy().disabled).toBe(true)
    isThere = true
    await user.click(within(sheet).getByRole('button', { name: '重试' }))
    await expect.poll(() => copy().disabled).toBe(false)
    expect(failure()).toBeNull()
    // Neither the expiry day nor the time of day wraps.
    const unbroken = [expect.stringMatching(/^\d+月\d+日$/), expect.stringMatching(/^\d\d:\d\d$/)]
    expect(seenAll('.name', sheet)).toEqual(unbroken)
  })

  describe('the button to remind', () => {
    it('sends again once it may, after a refusal', async () => {
      setRecord({
        urge: { state: 'possible', availableAt: null, reached: ['李四'], unreached: [] },
      })
      const problem = {
        status: 429,
        code: 'urge-too-soon',
        title: '',
        requestId: 'r',
        retryAfter: 60,
      }
      answerCalls(/\/urge$/, () => Promise.resolve(Response.json(problem, { status: 429 })))
      const user = await renderApp(app(), linkTo('SIGNING'))
      await user.click(await actionButton('催办'))
      const sheet = await openDialog('催办')
      await user.click(within(sheet).getByRole('button', { name: '发送提醒' }))
      const failure = () => screen.queryByTestId('failure')?.getAttribute('data-code')
      await expect.poll(failure).toBe('urge-too-soon')
      expect(within(sheet).queryByRole('button', { name: '发送提醒' })).toBeNull()
      await user.click(within(sheet).getByRole('button', { name: '关闭' }))
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
      await user.click(await screen.findByRole('button', { name: '刷新' }))
      await expect
        .poll(async () => (await actionButton('催办')).hasAttribute('disabled'))
        .toBe(false)
      await user.click(await actionButton('催办'))
      const again = await openDialog('催办')
      await within(again).findByRole('button', { name: '发送提醒' })
      expect(failure()).toBeUndefined()
    })

    it('says whose limit of the day is reached, of all and of some', async () => {
      setRecord({
        urge: { state: 'possible', availableAt: null, reached: ['李四', '王五'], unreached: [] },
      })
      const of = { status: 429, code: 'day-limit-reached', title: '', requestId: 'r' }
      const problem = { ...of, names: ['李四', '王五'], retryAfter: 3600 }
      const sent = {
        urge: { name: '张三', recipients: ['王五'], at: Date.now() },
        heldBack: ['李四'],
        reminderState: { state: 'too-soon', availableAt: Date.now(), reached: [], unreached: [] },
      }
      const answers = [Response.json(problem, { status: 429 }), Response.json(sent)]
      answerCalls(/\/urge$/, () => Promise.resolve(answers.shift() ?? Response.error()))
      const user = await renderApp(app(), linkTo('SIGNING'))
      const send = async () => {
        await user.click(await actionButton('催办'))
        const sheet = await openDialog('催办')
        await user.click(within(sheet).getByRole('button', { name: '发送提醒' }))
        return sheet
      }
      const heldBack = (sheet: HTMLElement) => () =>
        within(sheet).queryByTestId('held-back')?.textContent
      const refused = await send()
      await expect
        .poll(heldBack(refused))
        .toBe('今天给 李四、王五 的消息已到上限，明天 00:00 后可再提醒')
      expect(within(refused).queryByRole('button', { name: '发送提醒' })).toBeNull()
      await user.click(within(refused).getByRole('button', { name: '关闭' }))
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
      const left = await send()
      await expect.poll(heldBack(left)).toBe('今天给 李四 的消息已到上限，明天 00:00 后可再提醒')
      expect(left.textContent).toContain('已提醒 王五')
      expect(within(left).queryByRole('button', { name: '发送提醒' })).toBeNull()
    })

    it('says so as well where an assistant proposed the reminder', async () => {
      const reached = ['李四', '王五']
      setRecord({ urge: { state: 'possible', availableAt: null, reached, unreached: [] } })
      const times = { askedAt: Date.now(), expiresAt: Date.now() + 600_000 }
      const of = { id: 'P-1', taskId: 'PRO-SANDBOX-SIGNING', assistant: '小助手' }
      const reminderState = { state: 'too-soon', availableAt: null, reached, unreached: [] }
      const urge = { name: '张三', recipients: ['王五'], at: Date.now() }
      const problem = { status: 429, code: 'day-limit-reached', title: '', requestId: 'r' }
      const answers = [
        Response.json({ ...problem, names: reached, retryAfter: 3600 }, { status: 429 }),
        Response.json({ urge, heldBack: ['李四'], reminderState }),
      ]
      answerCalls(/\/api\/proposals\//, (_call, url) =>
        Promise.resolve(
          url.endsWith('/confirm')
            ? (answers.shift() ?? Response.error())
            : Response.json({ ...of, state: 'open', ...times }),
        ),
      )
      const confirm = async () => {
        const user = await renderApp(app(), `${linkTo('SIGNING')}&confirm=P-1`)
        const sheet = await screen.findByTestId('proposal-sheet')
        await user.click(await within(sheet).findByRole('button', { name: '确认催办' }))
        return within(sheet)
      }
      const refused = await confirm()
      const all = await refused.findByTestId('held-back')
      expect(all.textContent).toBe('今天给 李四、王五 的消息已到上限，明天 00:00 后可再提醒')
      expect(refused.getByRole('button', { name: '确认催办' }).hasAttribute('disabled')).toBe(true)
      const left = await confirm()
      const some = await left.findByTestId('held-back')
      expect(some.textContent).toBe('今天给 李四 的消息已到上限，明天 00:00 后可再提醒')
      expect(left.queryByRole('button', { name: '确认催办' })).toBeNull()
    })

    it('says once only that copying failed', async () => {
      const user = await renderApp(app(), linkTo('SIGNING'))
      vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
      await user.click(await actionButton('分享'))
      const copy = async () =>
        within(await openDialog('分享进度')).findByRole<HTMLButtonElement>('button', {
          name: '复制链接',
        })
      await expect.poll(async () => (await copy()).disabled).toBe(false)
      await user.click(await copy())
      await screen.findByTestId('share-link')
      await user.click(screen.getByRole('button', { name: '关闭' }))
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
      await user.click(await actionButton('分享'))
      await copy()
      expect(screen.queryByTestId('share-link')).toBeNull()
    })

    it('is absent for a contract that waits for nobody else', async () => {
      await renderApp(app(), linkTo('COMPLETED'))
      await actionButton('分享')
      expect(screen.queryByRole('button', { name: '催办' })).toBeNull()
    })

    it('says of a contract that has just begun when it may be used', async () => {
      const availableAt = Date.now() + 29.5 * 60_000
      setRecord({ urge: { state: 'too-early', availableAt, reached: ['李四'], unreached: [] } })
      await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(async () => (await actionButton('催办')).hasAttribute('disabled'))
        .toBe(true)
      expect(textOf('urge-later')).toMatch(
        /^合同刚发起，(29|30) 分钟后（(今天|\d+月\d+日|明天) \d\d:\d\d）可以催办。$/,
      )
    })

    it('is behind 更多 where it is the turn of the requester, too', async () => {
      const me = {
        name: '李四',
        order: 1,
        requirement: null,
        isMe: true,
        isWaitedFor: true,
      } as const
      setRecord({
        people: [{ role: 'signer', ...me }],
        urge: { state: 'possible', availableAt: null, reached: ['王五'], unreached: [] },
      })
      const user = await renderApp(app(), linkTo('SIGNING'), { as: 'approver' })
      const bar = await screen.findByTestId('action-bar')
      await actionButton('去签署')
      const names = within(bar)
        .getAllByRole('button')
        .map((button) => button.getAttribute('aria-label') ?? button.textContent)
      expect(names).toEqual(['返回首页', '刷新', '更多', '去签署', '分享'])
      await user.click(await actionButton('更多'))
      await user.click(within(await openDialog('更多')).getByRole('button', { name: '催办' }))
      expect(seenText(await openDialog('催办'))).toContain('将用钉钉工作通知提醒 王五。')
    })

    it('says in its sheet who can be reminded when, where another button is the main one', async () => {
      const availableAt = Date.now() + 300_000
      const me = { name: '李四', order: 1, requirement: null, isMe: true, isWaitedFor: true }
      setRecord({
        people: [{ role: 'signer', ...me }],
        urge: { state: 'too-soon', availableAt, reached: ['王五'], unreached: ['孙八'] },
      })
      const user = await renderApp(app(), linkTo('SIGNING'), { as: 'approver' })
      await actionButton('去签署')
      expect(screen.queryByTestId('urge-later')).toBeNull()
      await user.click(await actionButton('更多'))
      await user.click(within(await openDialog('更多')).getByRole('button', { name: '催办' }))
      const sheet = await openDialog('提醒对方')
      expect(seenText(sheet)).toContain('现在可以提醒 孙八；王五 要到 ')
    })

    it('offers other ways for people who cannot be reminded while the others just were', async () => {
      const availableAt = Date.now() + 300_000
      setRecord({
        urge: { state: 'too-soon', availableAt, reached: ['李四'], unreached: ['孙八'] },
      })
      const user = await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(() => textOf('urge-later'))
        .toMatch(/^现在可以提醒 孙八；李四 要到 .*\d\d:\d\d 以后$/)
      await user.click(await actionButton('催办'))
      const sheet = await openDialog('提醒对方')
      await expect.poll(() => seenText(sheet)).toContain('合同正在等待 孙八。')
    })

    it('names the people who cannot be reminded, and offers other ways', async () => {
      setRecord({
        urge: { state: 'possible', availableAt: null, reached: ['李四'], unreached: ['孙八'] },
      })
      const user = await renderApp(app(), linkTo('SIGNING'))
      await user.click(await actionButton('催办'))
      const sheet = await openDialog('催办')
      expect(seenText(sheet)).toContain('将用钉钉工作通知提醒 李四。')
      expect(seenText(sheet)).toContain('也在等待 孙八')
      await user.click(within(sheet).getByRole('button', { name: '用其他方式提醒' }))
      const other = await screen.findByRole('dialog', { name: '提醒对方' })
      await expect.poll(() => seenText(other)).toContain('合同正在等待 孙八。')
    })
  })

  it('an attachment that the log tells of is listed, and its sheet leads to e签宝', async () => {
    const open = async (as?: string) => {
      const user = await renderApp(app(), linkTo('SIGNING'), as === undefined ? {} : { as })
      const files = await screen.findByTestId('flow-documents')
      const row = await within(files).findByRole('button', { name: /设备清单\.pdf/ })
      expect(seenText(row)).toBe('设备清单.pdf附件 · 只能在 e签宝 打开')
      await user.click(row)
      return openDialog('设备清单.pdf')
    }
    const signer = await open('approver')
    within(signer).getByRole('button', { name: '打开 e签宝' })
    const other = await open()
    expect(seenText(other)).toContain('在 钉钉 › 工作台 › e签宝 里找“办公设备采购合同”。')
    within(other).getByRole('button', { name: '复制标题' })
    await expect
      .poll(() => seenText(screen.getByTestId('flow-documents')))
      .toContain('2 个文件查看文件')
  })

  it('a completed contract offers its files first, and sharing behind 更多 on phones', async () => {
    const user = await renderApp(app(), linkTo('COMPLETED'))
    const bar = await screen.findByTestId('action-bar')
    await actionButton('查看已签文件')
    const [, , , ...buttons] = within(bar).getAllByRole('button')
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['查看已签文件', '下载', '分享'])
    expect(buttons[0]?.className).toContain('adm-button-primary')
    expect(buttons[2]?.className).toContain('from-768')
    await user.click(await actionButton('更多'))
    const row = within(await openDialog('更多')).getByRole('button', { name: '分享' })
    expect(row.closest('li')?.className).toBe('below-768')
    await user.click(row)
    await openDialog('分享进度')
  })

  it('the outcome of signing is shown once it is known, and nothing before', async () => {
    vi.stubGlobal('open', () => null)
    const signerReads = 'GET /v2.0/esign/signTasks/'
    const user = await renderApp(app(), linkTo('SIGNING'), { as: 'approver' })
    /** Rereads the flow; meanwhile the button does nothing. */
    const refresh = async () => {
      const button = await screen.findByRole('button', { name: '刷新' })
      const untilIdle = () => expect.poll(() => button.getAttribute('aria-disabled')).toBe('false')
      await untilIdle()
      await user.click(button)
      await untilIdle()
    }
    await user.click(await actionButton('去签署'))
    await expect.poll(() => textOf('sign-notices')).toMatch(/没有自动打开/)
    await app().sandbox.fault({ match: signerReads, status: 500, body: {} })
    await refresh()
    await actionButton('打开签署页面')
    expect(textOf('return-note')).toBeNull()
    const signers = [
      { signerName: '李四', signStatus: 2 },
      { signerName: '孙八', signStatus: 0 },
    ]
    await app().sandbox.reset()
    await app().sandbox.fault({ match: signerReads, body: { signers } })
    await refresh()
    await expect.poll(() => textOf('return-note')).toBe('下一份：《战略合作框架协议》去处理')
    await expect.poll(() => announcement.get().text).toBe('已签署')
    await user.click(await screen.findByRole('button', { name: '去处理' }))
    await expect.poll(() => textOf('flow-title')).toBe('战略合作框架协议')
  })

  it('a return to the page is announced once, and removed from the address', async () => {
    await renderApp(app(), `${linkTo('COMPLETED')}&returned=sign&status=SUCCESS`)
    await expect.poll(() => textOf('return-note')).toBe('没有别的等您处理返回首页')
    await expect.poll(() => location.href).not.toMatch(/returned|status/)
    await renderApp(app(), location.pathname + location.search)
    await screen.findByTestId('flow-timeline')
    expect(textOf('return-note')).toBeNull()
    await renderApp(app(), `${linkTo('SIGNING')}&returned=real-name`)
    await expect.poll(() => textOf('return-note')).toMatch(/已从实名认证页面返回/)
    await expect.poll(() => location.href).not.toContain('returned')
  })

  describe('the record to print', () => {
    /** Opens a flow and, from its log, its print record. */
    async function openRecord(name: string): Promise<{ user: UserEvent; record: HTMLElement }> {
      const user = await renderApp(app(), linkTo(name))
      await user.click(await screen.findByRole('button', { name: '审计记录' }))
      return { user, record: await screen.findByTestId('audit-trail') }
    }

    /** The row texts of the table that has a column with this name. */
    function rowsOf(record: HTMLElement, column: string): string[] {
      const tables = Array.from(record.querySelectorAll('table'))
      const table = tables.find((each) =>
        Array.from(each.querySelectorAll('th'), seenText).includes(column),
      )
      return Array.from(table?.querySelectorAll('tbody tr') ?? [], seenText)
    }

    async function copiedData(user: UserEvent): Promise<string> {
      await user.click(await screen.findByRole('button', { name: '复制数据' }))
      await expect.poll(() => document.body.textContent).toContain('已复制')
      return navigator.clipboard.readText()
    }

    it('contains the flow, its people and all records, oldest first, with time zones', async () => {
      const reminders = [{ name: '张三', recipients: ['李四'], at: Date.now() - 3_600_000 }]
      setRecord({ reminders, deadline: Date.UTC(2099, 0, 1) })
      const { record } = await openRecord('SIGNING')
      await expect.poll(() => document.title).toBe('审计记录')
      expect(seenText(record)).toContain('不是法律证明')
      const rows = () => Array.from(record.querySelectorAll('tr'), seenText)
      expect(rows()).toContain('签署截止2099-01-01 08:00:00 GMT+8')
      expect(rowsOf(record, '签署要求')[0]).toMatch(
        /张三已签署\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+8$/,
      )
      const logs = rowsOf(record, '操作人')
      expect(logs).toHaveLength(11)
      expect(logs[0]).toMatch(/^1\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+8创建流程张三创建了签署流程$/)
      expect(rowsOf(record, '被提醒人')).toEqual([expect.stringMatching(/GMT\+8张三李四$/)])
      expect(record.textContent).not.toContain('http')
    })

    it.each([
      { corpName: '杭州星河科技有限公司', printed: '打印人张三（杭州星河科技有限公司）' },
      { corpName: null, printed: '打印人张三' },
    ])('names the organisation once it is known: $corpName', async ({ corpName, printed }) => {
      let isAsked = false
      answerCalls(/\/api\/session$/, async (call) => {
        const answer = await call()
        if (answer.status === 204) return answer
        isAsked ||= answer.status === 200
        const body = { ...(await answer.json()), corpName: isAsked ? corpName : null }
        return Response.json(body, { status: answer.status })
      })
      const { record } = await openRecord('SIGNING')
      await expect.poll(() => isAsked).toBe(true)
      await expect.poll(() => seenAll('tr', record)).toContain(printed)
    })

    it('has the SHA-256 of its data, which the documented script computes too', async () => {
      const { user } = await openRecord('SEAL-APPROVAL')
      await expect.poll(() => textOf('audit-fingerprint')).toMatch(/^[0-9a-f]{64}$/)
      const data = await copiedData(user)
      const expected = createHash('sha256').update(data).digest('hex')
      expect(textOf('audit-fingerprint')).toBe(expected)

      const documentation = readFileSync('docs/audit-trail.md', 'utf8')
      const script = /```js\n([\s\S]*?)```/.exec(documentation)?.[1] ?? ''
      const record: Record<string, unknown> = JSON.parse(data)
      const shuffled = Object.fromEntries(Object.entries(record).toReversed())
      const folder = mkdtempSync(join(tmpdir(), 'record-'))
      writeFileSync(join(folder, 'check-audit.mjs'), script)
      writeFileSync(join(folder, 'audit.json'), JSON.stringify(shuffled, null, 2))
      const printed = execFileSync(process.execPath, ['check-audit.mjs', 'audit.json'], {
        cwd: folder,
        encoding: 'utf8',
      })
      rmSync(folder, { recursive: true })
      expect(printed.trim()).toBe(expected)
    })

    it('has a fingerprint of what the proxy answered', async () => {
      const { user } = await openRecord('SEAL-APPROVAL')
      const { format, people, deadline, urges, signers, approvals, ...flow } = JSON.parse(
        await copiedData(user),
      )
      const view: FlowView = await (await fetch('/api/flows/PRO-SANDBOX-SEAL-APPROVAL')).json()
      expect(format).toBe('esign-flow-audit/1')
      expect(flow).toEqual(view.flow)
      expect({ ok: signers }).toEqual(view.signers)
      expect(view.approvals).toMatchObject({ ok: approvals })
      expect(JSON.stringify(approvals)).not.toContain('sealImageUrl')
      expect(urges).toEqual(view.registry?.reminders)
      expect(deadline).toBe(view.registry?.deadline)
      expect(people).toHaveLength(view.registry?.people.length ?? -1)
    })

    it('says that the fingerprint is missing where the browser cannot compute it', async () => {
      vi.stubGlobal('crypto', {})
      await openRecord('SIGNING')
      await expect
        .poll(() => textOf('audit-fingerprint'))
        .toBe('无法计算：浏览器只在 https 页面上提供此功能。')
    })

    it('does not change when something happens to the flow', async () => {
      const { user, record } = await openRecord('SIGNING')
      await expect.poll(() => textOf('audit-fingerprint')).toMatch(/^[0-9a-f]{64}$/)
      const before = record.textContent
      await app().sandbox.advance('PRO-SANDBOX-SIGNING')
      const answers = watchAnswers(/\/api\/flows\/PRO-SANDBOX-SIGNING$/)
      document.dispatchEvent(new Event('visibilitychange'))
      await expect.poll(() => answers).toHaveLength(1)
      // After two frames, an update would have been rendered.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      expect(record.textContent).toBe(before)
      await user.click(await screen.findByRole('button', { name: '返回合同' }))
      await expect.poll(() => textOf('flow-next-step')).toMatch(/^等待 孙八 签署/)
    })

    it('leads back to its flow when it was opened by its address', async () => {
      const user = await renderApp(app(), `${linkTo('SIGNING')}&view=audit`)
      await screen.findByTestId('audit-trail')
      await user.click(await screen.findByRole('button', { name: '返回合同' }))
      await expect.poll(() => textOf('flow-status')).toBe('签署中')
    })
  })
})

describe('reminding outsiders', () => {
  const outsider = (name: string, more: Partial<FlowPerson> = {}): FlowPerson => ({
    role: 'signer',
    name,
    order: 1,
    requirement: null,
    isMe: false,
    isWaitedFor: true,
    account: '138****0000',
    hasSignLink: true,
    ...more,
  })

  /** The links that were asked for. */
  const asked: string[] = []

  async function openReminder(
    urge: Partial<FlowRecord['urge']>,
    people: FlowPerson[],
    isInitiator = true,
  ): Promise<UserEvent> {
    asked.length = 0
    answerCalls(/\/sign-link$/, async () =>
      Response.json({
        name: null,
        longUrl: null,
        shortUrl: `https://sign.example/${asked.push('sign-link')}`,
      }),
    )
    setRecord({
      isInitiator,
      people,
      urge: { state: 'possible', availableAt: null, reached: [], unreached: [], ...urge },
    })
    const user = await renderApp(app(), linkTo('SIGNING'))
    const bar = within(await screen.findByTestId('action-bar'))
    await user.click(await bar.findByRole('button', { name: '催办' }))
    return user
  }

  const copied = () => navigator.clipboard.readText()

  describe('reminding a contract', () => {
    it('that waits for colleagues and outsiders has a group for each', async () => {
      const user = await openReminder(
        { reached: ['李四'], unreached: ['孙八', '周外', '钱七'], takesNote: true },
        [outsider('孙八', { organization: '上海云帆贸易有限公司' }), outsider('周外')],
      )
      const sheet = within(await openDialog('催办'))
      const heads = sheet.getAllByRole('heading', { level: 3 }).map((head) => head.textContent)
      expect(heads).toEqual(['钉钉提醒', '外部签署人'])
      expect(sheet.getByRole('textbox', { name: '附言（可不填）' })).toBeTruthy()
      expect(sheet.getByText(/也在等待 钱七/)).toBeTruthy()
      const rows = within(sheet.getByTestId('outsiders')).getAllByRole('listitem')
      expect(rows.map(seenText)).toEqual([
        '孙八上海云帆贸易有限公司 · 138****0000复制签署链接',
        '周外138****0000复制签署链接',
      ])
      // No link is asked for before it is wanted, as each is recorded.
      expect(asked).toEqual([])
      await user.click(sheet.getByRole('button', { name: '复制签署链接：周外' }))
      await expect.poll(copied).toMatch(/^请签署《办公设备采购合同》.*https:\/\/sign\.example\/1\n/)
      const row = sheet.getByRole('button', { name: /^周外/, expanded: false })
      await user.click(row)
      expect(row.getAttribute('aria-expanded')).toBe('true')
      await sheet.findByRole('img', { name: '周外 的签署二维码' })
      expect(asked).toHaveLength(1)
      expect(sheet.getByRole('button', { name: '发送提醒' })).toBeTruthy()
    })

    it('that waits for outsiders alone copies all their links', async () => {
      const user = await openReminder({ state: 'unknown-people', unreached: ['孙八', '周外'] }, [
        outsider('孙八'),
        outsider('周外'),
      ])
      const sheet = within(await openDialog('催办'))
      expect(sheet.queryByRole('button', { name: '发送提醒' })).toBeNull()
      await user.click(sheet.getByRole('button', { name: '复制签署链接' }))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      const lines = (await copied()).split('\n')
      expect(lines).toHaveLength(2)
      expect(lines[0]).toMatch(/^孙八：请签署《办公设备采购合同》.*https:\/\/sign\.example\/\d$/)
      expect(lines[1]).toMatch(/^周外：/)
    })

    it('says so where e签宝 gives no signing link, and gives a text instead', async () => {
      const person = outsider('孙八')
      delete person.hasSignLink
      await openReminder({ state: 'unknown-people', unreached: ['孙八'] }, [person])
      const sheet = await openDialog('提醒对方')
      expect(seenText(sheet)).toContain('e签宝 没有提供 孙八 的签署链接。')
      const main = within(sheet).getByRole('button', { name: '复制提醒文字' })
      expect(main.className).toContain('adm-button-primary')
    })

    it('has the initiator asked where the requester may not have the link', async () => {
      const person = outsider('孙八')
      delete person.hasSignLink
      await openReminder({ state: 'unknown-people', unreached: ['孙八'] }, [person], false)
      const sheet = within(await openDialog('提醒对方'))
      const main = sheet.getByRole('button', { name: '提醒发起人' })
      expect(main.className).toContain('adm-button-primary')
      const copy = sheet.getByRole('button', { name: '复制提醒文字' })
      expect(copy.className).not.toContain('adm-button-primary')
    })
  })
})

describe('choices and actions while the page is reread', () => {
  /** Watches calls to these URLs. While held, they reach the app, but their answers do not arrive. */
  function watchCalls(addresses: RegExp) {
    const calls = { count: 0, areHeld: false, held: [] as (() => void)[] }
    answerCalls(addresses, async (call) => {
      calls.count += 1
      const { areHeld } = calls
      const answer = await call()
      const text = await answer.text()
      if (areHeld) await new Promise<void>((resolve) => calls.held.push(resolve))
      const { status, headers } = answer
      return new Response(text === '' ? null : text, { status, headers })
    })
    return calls
  }

  /** After two frames, everything received is rendered. */
  const twoFrames = () =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))

  const returnToPage = () => document.dispatchEvent(new Event('visibilitychange'))

  const isOn = (control: HTMLElement) => control.getAttribute('aria-checked')

  /** Toggles a switch during a reread that is held, and whose answer arrives first. */
  async function switchMeanwhile(
    user: UserEvent,
    control: HTMLElement,
    calls: ReturnType<typeof watchCalls>,
  ): Promise<void> {
    await expect.poll(() => calls.held.length).toBe(1)
    expect(isOn(control)).toBe('true')
    await user.click(control)
    await expect.poll(() => calls.held.length).toBe(2)
    calls.areHeld = false
    calls.held[0]?.()
    await twoFrames()
    expect(isOn(control)).toBe('false')
    calls.held[1]?.()
  }

  it('a choice about a contract stays when an earlier reading arrives, and is read again', async () => {
    const calls = watchCalls(/\/follow$/)
    const user = await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textOf('flow-choices')).toBe('通知与提醒接收通知')
    const before = calls.count
    calls.areHeld = true
    await user.click(within(screen.getByTestId('flow-choices')).getByRole('button'))
    const sheet = await openDialog('通知与提醒')
    const hears = await within(sheet).findByRole('switch', { hidden: true })
    await switchMeanwhile(user, hears, calls)
    // The sheet's read, the change, and one read of its result.
    await expect.poll(() => calls.count).toBe(before + 3)
    expect(isOn(hears)).toBe('false')
  })

  it('choices about a contract are not opened without a network, and a failure offers a retry', async () => {
    let isBroken = true
    answerCalls(/\/follow$/, (call) =>
      isBroken
        ? Promise.resolve(Response.json({ status: 500, code: 'internal-error' }, { status: 500 }))
        : call(),
    )
    const user = await renderApp(app(), linkTo('SIGNING'))
    const row = within(await screen.findByTestId('flow-choices')).getByRole('button')
    const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await user.click(row)
    await expect.poll(() => seenAll('[role="status"]')).toContain('没有网络，请稍后再试')
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull()
    isOnline.mockRestore()
    await user.click(row)
    const sheet = await openDialog('通知与提醒')
    const retry = await within(sheet).findByRole('button', { name: '重试', hidden: true })
    isBroken = false
    await user.click(retry)
    await within(sheet).findByRole('switch', { hidden: true })
  })

  it('a choice of news stays when an earlier reading arrives', async () => {
    const calls = watchCalls(/\/preferences$/)
    const user = await renderApp(app(), '/me')
    const card = await screen.findByTestId('news-preferences')
    const completed = await within(card).findByRole('switch', { name: '签署完成' })
    calls.areHeld = true
    returnToPage()
    await switchMeanwhile(user, completed, calls)
  })

  it('two choices of news, one after the other, both stay', async () => {
    const calls = watchCalls(/\/preferences$/)
    const user = await renderApp(app(), '/me')
    const card = await screen.findByTestId('news-preferences')
    // The previous test has toggled another switch.
    const [, , first = card, second = card] = await within(card).findAllByRole('switch')
    calls.areHeld = true
    await user.click(first)
    await user.click(second)
    await expect.poll(() => calls.held.length).toBe(2)
    calls.areHeld = false
    const before = calls.count
    calls.held[0]?.()
    await twoFrames()
    expect(calls.count).toBe(before)
    expect([first, second].map(isOn)).toEqual(['false', 'false'])
    calls.held[1]?.()
    await expect.poll(() => calls.count).toBe(before + 1)
    expect([first, second].map(isOn)).toEqual(['false', 'false'])
  })

  it('the link of an outside signer is made once while its sheet is open', async () => {
    let made = 0
    answerCalls(/\/sign-link$/, (call) => {
      made += 1
      return call()
    })
    let read = 0
    answerCalls(/\/api\/flows\/PRO-SANDBOX-EXTERNAL$/, async (call) => {
      const answer = await call()
      read += 1
      return answer
    })
    const user = await renderApp(app(), linkTo('EXTERNAL'))
    await user.click(await screen.findByRole('button', { name: '孙八 的签署链接' }))
    const sheet = await openDialog('提醒 孙八')
    await within(sheet).findByRole('img', { hidden: true })
    const before = read
    returnToPage()
    window.dispatchEvent(new Event('online'))
    // All rereads are requested at the same time.
    await expect.poll(() => read).toBeGreaterThan(before)
    expect(made).toBe(1)
  })

  const followOf = async () => (await fetch('/api/flows/PRO-SANDBOX-SIGNING/follow')).json()

  it('the initiator turns on automatic reminders, and mutes the contract', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'))
    await user.click(within(await screen.findByTestId('flow-choices')).getByRole('button'))
    const sheet = await openDialog('通知与提醒')
    await user.click(await within(sheet).findByRole('radio', { name: '每天', hidden: true }))
    const hears = within(sheet).getByRole('switch', {
      name: '接收这份合同的通知',
      hidden: true,
    })
    const [before, after] = isOn(hears) === 'true' ? ['default', 'mute'] : ['mute', 'default']
    await expect.poll(followOf).toMatchObject({ state: before, every: 'day' })
    await user.click(hears)
    await expect.poll(followOf).toMatchObject({ state: after, every: 'day' })
    const value = after === 'mute' ? '不接收' : '接收通知'
    await expect.poll(() => textOf('flow-choices')).toBe(`通知与提醒${value}`)
  })

  it('a signer follows a contract, but cannot set its reminders', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'), { as: 'lisi' })
    await expect.poll(() => textOf('flow-choices')).toBe('通知与提醒不接收')
    await user.click(within(await screen.findByTestId('flow-choices')).getByRole('button'))
    const sheet = await openDialog('通知与提醒')
    const hears = await within(sheet).findByRole('switch', {
      name: '接收这份合同的通知',
      hidden: true,
    })
    expect(isOn(hears)).toBe('false')
    await user.click(hears)
    await expect.poll(followOf).toMatchObject({ state: 'follow', every: null })
    expect(within(sheet).queryByRole('radio', { name: '每天', hidden: true })).toBeNull()
  })

  it('a choice of news is kept for the next visit', async () => {
    const switchOf = async (name: string) =>
      within(await screen.findByTestId('news-preferences')).findByRole('switch', { name })
    const user = await renderApp(app(), '/me')
    const refused = await switchOf('有人拒签')
    const chosen = isOn(refused) === 'true' ? 'false' : 'true'
    const completed = isOn(await switchOf('签署完成'))
    await user.click(refused)
    await expect
      .poll(async () => (await fetch('/api/me/preferences')).json())
      .toMatchObject({ refused: chosen === 'true', completed: completed === 'true' })
    await renderApp(app(), '/me')
    await expect.poll(async () => isOn(await switchOf('有人拒签'))).toBe(chosen)
    expect(isOn(await switchOf('签署完成'))).toBe(completed)
  })

  it('reminders on the last day cannot be chosen for a contract without a deadline', async () => {
    const user = await renderApp(app(), linkTo('EXTERNAL'))
    await user.click(within(await screen.findByTestId('flow-choices')).getByRole('button'))
    const sheet = await openDialog('通知与提醒')
    const options = await within(sheet).findAllByRole<HTMLInputElement>('radio', { hidden: true })
    expect(options.map(({ disabled }) => disabled)).toEqual([false, false, false, true])
  })
})

describe('approving', () => {
  async function press(): Promise<void> {
    const user = await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
    const bar = within(await screen.findByTestId('action-bar'))
    const button = () => bar.getByRole('button', { name: '去审批' })
    await waitFor(() => expect(button().hasAttribute('disabled')).toBe(false))
    await user.click(button())
  }

  /** Presses 去审批, and returns the address that the browser's new tab shows. */
  async function approve(): Promise<string> {
    const tab = {
      location: { replace: vi.fn() },
      document: { title: '', body: { textContent: '' } },
    }
    vi.stubGlobal('open', () => tab)
    await press()
    await waitFor(() => expect(tab.location.replace).toHaveBeenCalled())
    return String(tab.location.replace.mock.calls[0]?.[0])
  }

  const where = '请在 OA审批 › 待我处理 里找：战略合作框架协议用印审批复制标题'

  it("opens DingTalk's list, and says in words where the approval is", async () => {
    expect(await approve()).toMatch(/^https:\/\/aflow\.dingtalk\.com\/.*#\/upcoming$/)
    await expect.poll(() => textOf('approve-notice')).toBe(where)
    const notice = screen.getByTestId('approve-notice')
    within(notice).getByRole('button', { name: '关闭' }).click()
    await expect.poll(() => screen.queryByTestId('approve-notice')).toBeNull()
  })

  it('opens the approval itself where it is known', async () => {
    const url = 'https://aflow.dingtalk.com/approval?procInstId=1'
    answerCalls(/\/approval-url$/, async () => Response.json({ mobileUrl: url, pcUrl: url }))
    expect(await approve()).toBe(url)
  })

  it('says where the approval is even if no address can be had', async () => {
    vi.stubGlobal('open', () => null)
    answerCalls(/\/approval-url$/, async () => Promise.reject(new TypeError('no connection')))
    await press()
    await expect.poll(() => textOf('approve-notice')).toBe(where)
  })
})

describe("a DingTalk approval's contracts", () => {
  const contract: ApprovalContracts['contracts'][number] = {
    flowId: 'PRO-1',
    statusCode: 1,
    files: [],
    taskId: 'PRO-1',
    title: '采购合同',
    status: 'signing',
    waitsFor: [],
  }

  let contracts: ApprovalContracts['contracts']

  beforeEach(() => {
    answerCalls(/\/api\/approvals\//, async () => Response.json({ contracts }))
  })

  it.each([
    [
      'how many have signed, and who is waited for',
      ['李四', '王五'],
      { count: 1, total: 3 },
      '1/3 已签 · 等 李四、王五',
    ],
    ['how many have signed', [], { count: 3, total: 3 }, '3/3 已签'],
    ['who is waited for', ['李四'], undefined, '等 李四'],
    ['where to see more if nothing is known', [], undefined, '查看签署进度'],
  ])('a contract says %s', async (_what, waitsFor, signed, said) => {
    contracts = [{ ...contract, waitsFor, ...(signed && { signed }) }]
    await renderApp(app(), `/approvals/1?corpId=${sandboxCorpId}`)
    const card = await screen.findByTestId('approval-contract')
    expect(seenText(card)).toBe(`采购合同${said}签署中还没有可查看的文件。`)
  })

  it.each([
    [1, '1 contract in this approval'],
    [2, '2 contracts in this approval'],
  ])('%i contracts are counted in English', async (count, heading) => {
    contracts = Array.from({ length: count }, () => contract)
    await renderApp(app(), `/approvals/1?corpId=${sandboxCorpId}`, { in: 'en' })
    const h1 = await screen.findByRole('heading', { level: 1 })
    await expect.poll(() => h1.textContent).toBe(heading)
  })
})
