// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it, vi, afterEach, onTestFinished } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { CorpView } from '#shared/schemas/corp/corp.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import '#web/features/admin/admin-page.tsx'
import { goTo, pageState } from '#web/components/page/navigation.ts'
import { serveApp } from './app-process.ts'
import {
  openDialog,
  renderApp,
  resize,
  seenAll,
  seenText,
  notifyCorp,
  textOf,
  textsOf,
} from './render-app.tsx'
import { addFiles, addOutsider, pdf, press, start, buttonOf, explanationOf } from './start.ts'
import { maxWebhooks } from '#shared/rules/codes/webhook-kind.ts'
import { webhookListSchema } from '#shared/schemas/corp/webhook.ts'
import { startReceiver } from '#proxy/features/webhooks/testing/receiver.ts'

// What admins see and do. 王五 is the admin of the sandbox's organisation.

// Without a setting, 王五 is an operator of the sandbox too.
const app = serveApp({ OPERATOR_USER_IDS: 'lisi', WEBHOOK_HOSTS: '127.0.0.1' })

it('a member is told whom to ask', async () => {
  await renderApp(app(), '/admin')
  const error = await screen.findByTestId('app-error')
  expect(error.dataset['code']).toBe('not-corp-admin')
  expect(seenText(error)).toContain('请联系您组织的钉钉主管理员或子管理员')
})

it('a member is refused by every call of the desk', async () => {
  await renderApp(app(), linkTo('SIGNING'))
  await screen.findByTestId('flow-status')
  for (const path of ['corp', 'corp/statistics', 'audit', 'audit.csv', 'orders']) {
    const { status } = await fetch(`/api/${path}`)
    expect(status, path).toBe(403)
  }
  const pages = ['auth-url', 'realname-url', 'console-url', 'cancel-auth', 'initialise']
  const changes = [...pages.map((name) => `corp/${name}`), 'orders/channel', 'orders/resale']
  const headers = { origin: app().url, 'content-type': 'application/json' }
  const body = JSON.stringify({ confirmation: '取消授权' })
  for (const path of changes) {
    const { status } = await fetch(`/api/${path}`, { method: 'POST', headers, body })
    expect(status, path).toBe(403)
  }
})

describe('an administrator', () => {
  const open = (path = '/admin') => renderApp(app(), path, { as: 'wangwu' })
  /** Opens a page behind a row of the desk. */
  const openView = (view: string) => open(`/admin?view=${view}`)
  const partOf = (testId: string) => screen.findByTestId(testId)

  it('imports the owners of contracts from other systems', async () => {
    const user = await openView('import')
    const card = await partOf('import')
    const rows = ['task_id,user_id', 'PRO-NOBODY,lisi', 'PRO-SANDBOX-SIGNING,lisi']
    const input = card.querySelector<HTMLInputElement>('input[type=file]')
    const file = new File([rows.join('\n')], 'owners.csv', { type: 'text/csv' })
    await user.upload(input ?? card, file)
    await expect.poll(() => textOf('import-report', card)).toBe('已导入 0 行 · 2 行没有导入')
    const refusals = textsOf('import-refusal', card)
    expect(refusals[0]).toContain('第 2 行 · PRO-NOBODY · lisi')
    expect(refusals[0]).toContain('e签宝里没有这份合同')
    expect(refusals[1]).toContain('由本应用发起，不用导入')
  })

  it('sees the progress of an import, and its report, after visiting other pages', async () => {
    let answerSecond = () => {}
    let isFirst = true
    answerCalls(/\/registrations\/import/, async (call) => {
      if (!isFirst) await new Promise<void>((done) => (answerSecond = done))
      isFirst = false
      return call()
    })
    const user = await openView('import')
    const visit = (page: RegExp) =>
      user.click(within(screen.getByRole('navigation')).getByRole('link', { name: page }))
    const leaveAndReturn = async () => {
      await visit(/^合同/)
      await expect.poll(() => textsOf('import')).toEqual([])
      await visit(/^管理台/)
      await user.click(await screen.findByRole('link', { name: '导入' }))
    }
    const rows = Array.from({ length: 13 }, (_, index) => `PRO-NOBODY-${index},lisi`)
    const file = new File([rows.join('\n')], 'owners.csv', { type: 'text/csv' })
    const card = await partOf('import')
    await user.upload(card.querySelector<HTMLInputElement>('input[type=file]') ?? card, file)
    await expect.poll(() => seenText(card)).toContain('已核对 11 / 13 行')
    await leaveAndReturn()
    await expect.poll(() => textOf('import')).toContain('已核对 11 / 13 行')
    expect(screen.queryByRole('button', { name: '选择文件' })).toBeNull()
    answerSecond()
    await expect.poll(() => textOf('import-report')).toBe('已导入 0 行 · 13 行没有导入')
    await leaveAndReturn()
    await expect.poll(() => textsOf('import-refusal')).toHaveLength(13)
  })

  it('sees how far a failed import came, and what to do', async () => {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    let calls = 0
    answerCalls(/\/registrations\/import/, async () => {
      calls += 1
      if (calls === 1) return Response.json({ taken: 11, notTaken: [] })
      return Response.json(problem, { status: 500 })
    })
    const user = await openView('import')
    const rows = Array.from({ length: 13 }, (_, index) => `PRO-NOBODY-${index},lisi`)
    const file = new File([rows.join('\n')], 'owners.csv', { type: 'text/csv' })
    const card = await partOf('import')
    await user.upload(card.querySelector<HTMLInputElement>('input[type=file]') ?? card, file)
    const report =
      '没有全部核对：服务出错了。可以再次导入同一个文件。已核对 11 / 13 行 · 已导入 11 行'
    await expect.poll(() => textOf('import-report')).toBe(report)
  })

  it('is told that the desk is old, and has all of it read again', async () => {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    let reading = 1
    const missed = {
      kind: 'delivery',
      state: 'not-arrived',
      reason: 'unknown',
      detail: null,
      at: 1,
    }
    answerCalls(/\/api\/corp\/outbox$/, async () =>
      Response.json({ groups: [{ ...missed, count: reading }] }),
    )
    answerCalls(/\/api\/corp$/, async (call) =>
      reading === 2 ? Response.json(problem, { status: 500 }) : call(),
    )
    const isShown = () => expect.poll(() => textOf('desk-pages')).toContain(`${reading} 条未送达`)
    const user = await open()
    await expect.poll(() => textOf('desk-pages')).toContain('组织状态正常')
    // A list whose first read is pending would not be reread.
    await isShown()
    const old = '未能更新，显示的是之前的内容。'
    expect(seenAll('.notice').join()).not.toContain(old)
    reading = 2
    document.dispatchEvent(new Event('visibilitychange'))
    const note = await screen.findByText(old)
    expect(textOf('desk-pages')).toContain('组织状态正常')
    await isShown()
    reading = 3
    await press(user, '重试', note.closest<HTMLElement>('.notice') ?? note)
    await expect.poll(() => screen.queryByText(old)).toBeNull()
    await isShown()
  })

  it('keeps the parts of the desk when the window becomes wide, and what is typed', async () => {
    /** Widens the window, and waits until an update would have been rendered. */
    const widen = async () => {
      const isNoticed = new Promise((done) => {
        matchMedia('(min-width: 1200px)').addEventListener('change', done, { once: true })
      })
      resize(1280)
      await isNoticed
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    }
    await open()
    await partOf('desk-pages')
    const parts = Array.from(document.querySelectorAll('.desk-list'))
    expect(parts.length).toBeGreaterThan(5)
    await widen()
    expect(parts.filter(({ isConnected }) => !isConnected)).toEqual([])
    resize(1000)
    const user = await openView('withdraw')
    const field = await screen.findByLabelText(/^输入“取消授权”/)
    await user.type(field, '取消')
    await widen()
    expect(field).toMatchObject({ isConnected: true, value: '取消' })
  })

  it('hears which part is still being read', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    answerCalls(/\/api\/audit/, async (call) => {
      await held
      return call()
    })
    await openView('access')
    const audit = within(await partOf('audit'))
    expect(audit.getByRole('listitem').contains(audit.getByRole('status'))).toBe(true)
    expect(audit.getByRole('status', { name: '正在加载…' })).toBeTruthy()
    release()
    await expect.poll(() => audit.queryByRole('status')).toBeNull()
  })

  it('sees the messages that are held up, grouped by reason, apart from those that are planned', async () => {
    const waiting = { state: 'waiting', detail: 'qyapi_base', at: Date.now() + 60_000 }
    const heldUp = { ...waiting, reason: 'permission-missing' }
    const later = { ...waiting, reason: null, detail: null, at: Date.now() + 86_400_000 }
    const groups = [
      { ...heldUp, kind: 'message', count: 1 },
      { ...heldUp, kind: 'access-message', count: 2 },
      { ...later, kind: 'news-stuck', count: 3 },
    ]
    answerCalls(/\/api\/corp\/outbox$/, async () => Response.json({ groups }))
    await openView('messages')
    const rows = async () => seenAll('li', await partOf('messages'))
    await expect.poll(async () => (await rows()).length).toBe(2)
    const [mending, planned] = await rows()
    expect(mending).toMatch(/^工作通知缺少接口权限：.*qyapi_base下次尝试 .*3 条等待$/)
    expect(planned).toMatch(/^3 条将按计划发送最早 /)
    expect(seenAll('time', await partOf('messages'))).toEqual([
      expect.stringMatching(/^下次尝试 /),
      expect.stringMatching(/^最早 /),
    ])

    // It is due, but queued behind an earlier message.
    const behind = { ...later, kind: 'message', count: 1, at: Date.now() - 60_000 }
    answerCalls(/\/api\/corp\/outbox$/, async () => Response.json({ groups: [behind] }))
    await openView('messages')
    await expect.poll(rows).toEqual(['没有积压，也没有失败。1 条将按计划发送，前一条发出后接着发'])
  })

  it('sees what the robot used of the quota, and that it is nearly spent', async () => {
    const robot = { received: 1200, session: 1000, token: 200 }
    answerCalls(/\/api\/corp\/outbox$/, async () => Response.json({ groups: [], robot }))
    await openView('messages')
    const rows = async () => seenAll('li', await partOf('messages'))
    await expect
      .poll(async () => (await rows())[1])
      .toMatch(/^机器人本月收到 1200 条，在聊天里回复 1000 次，经接口发送 200 次.* 3000，.* 5000$/)
    answerCalls(/\/api\/corp\/outbox$/, async () =>
      Response.json({ groups: [], robot: { ...robot, received: 1400 } }),
    )
    await openView('messages')
    await expect.poll(async () => (await rows())[1]).toMatch(/额度将用完$/)
  })

  it('sees which messages did not arrive, whom they did not reach, and how to fix it', async () => {
    const missed = { kind: 'delivery', state: 'not-arrived', count: 2, at: Date.now() - 60_000 }
    const groups = [{ ...missed, reason: 'person-outside-or-left', detail: 'lisi, sunba' }]
    answerCalls(/\/api\/corp\/outbox$/, async () => Response.json({ groups }))
    await openView('messages')
    const rows = async () => seenAll('li', await partOf('messages'))
    await expect
      .poll(async () => (await rows())[0])
      .toMatch(/^工作通知收件人不在应用可见范围内.*扩大可见范围.*：lisi, sunba最近 .*2 条未送达$/)
  })

  it('reads in one language how to fix a cause, with the code of DingTalk next to it', async () => {
    const waiting = { kind: 'todo', state: 'waiting', count: 1, at: Date.now() + 60_000 }
    const groups = [
      { ...waiting, reason: 'process-centre-off', detail: null },
      { ...waiting, reason: 'credentials-refused', detail: '40096' },
    ]
    answerCalls(/\/api\/corp\/outbox$/, async () => Response.json({ groups }))
    await openView('messages')
    const rows = async () => seenAll('li', await partOf('messages'))
    await expect.poll(async () => (await rows()).length).toBe(2)
    const [centre, credentials] = await rows()
    expect(centre).toMatch(/^待办.*请设置 DINGTALK_PROCESS_CENTRE=on.*下次尝试/)
    expect(credentials).toMatch(/^待办钉钉不接受应用凭证：.*。钉钉返回 40096下次尝试/)
  })

  it('sees in one look how it goes, with what is behind each figure', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 42 })
    await open()
    const figures = await partOf('figures')
    const figure = async (name: RegExp) => within(figures).findByRole('link', { name })
    const seen = async (name: RegExp) => seenText(await figure(name))
    await expect.poll(() => seen(/^签署中/)).toMatch(/^签署中\d+$/)
    expect(await seen(/^等待最久/)).toMatch(/^等待最久\d+ \S+$/)
    await expect.poll(() => seen(/^合同余量/)).toMatch(/^合同余量42/)
    expect(await seen(/^通常用时/)).toMatch(/^通常用时\d+ \S+$/)
    expect((await figure(/^合同余量/)).getAttribute('href')).toBe('/admin?view=packages')
    expect((await figure(/^通常用时/)).getAttribute('href')).toBe('/admin?view=times')
    const statistics = await partOf('statistics')
    expect(seenText(statistics)).toMatch(/进行中 \d+完成 \d+未成 \d+/)
    const signing = within(statistics).getByRole('link', { name: /^签署中/ })
    expect(seenText(signing)).toMatch(/^签署中 \d+$/)
    expect(signing.getAttribute('href')).toBe('/?scope=all&status=signing')
    expect(seenText(statistics)).not.toContain('未知状态')
    const longest = seenAll('a', await partOf('longest'))
    expect(longest[0]).toMatch(/等待 .+，已 /)
    expect(longest.at(-1)).toBe('查看全部签署中')
    const person = within(await partOf('waited-for')).getAllByRole('link')[0]
    expect(person && seenText(person)).toMatch(/^李四\d+ 份 · 最长 \d+ \S+$/)
    expect(person?.getAttribute('href')).toBe(
      `/?scope=all&status=signing&q=${encodeURIComponent('李四')}`,
    )
    expect(textsOf('needs')).toEqual([])
    expect(textOf('desk-pages')).toMatch(/访问记录.*组织状态正常.*通知与待办正常.*取消授权…$/)
    // Only operators set up the app and order packages.
    expect(textOf('desk-pages')).not.toMatch(/订单|开发者账号|运营台/)
  })

  it('finds the pages in groups with icons, and the way to withdraw apart', async () => {
    await open()
    const pages = await partOf('desk-pages')
    await expect.poll(() => seenText(pages)).toContain('事件推送（Webhook）')
    expect(seenAll('h2', pages)).toEqual(['合同', '企业', '集成'])
    const rows = within(pages).getAllByRole('link')
    const last = rows.at(-1)
    expect(rows.filter((row) => row.querySelector('.row-icon') === null)).toEqual([last])
    expect(last && seenAll('.tone-bad', last)).toEqual(['取消授权…'])
    expect(last?.closest('ul')?.children).toHaveLength(1)
  })

  it('goes back to the desk above the title, and without a bar if that has nothing to do', async () => {
    const user = await open()
    const { depth: before } = pageState()
    const place = () => ({
      address: location.pathname + location.search,
      depth: pageState().depth - before,
    })
    const above = () => within(screen.getByRole('main')).findByRole('link', { name: '管理台' })
    await user.click(await screen.findByRole('link', { name: '套餐与余量' }))
    await partOf('margin')
    expect(place()).toEqual({ address: '/admin?view=packages', depth: 1 })
    expect(document.querySelector('.page-bar')).toBeNull()
    await user.click(await above())
    await expect.poll(place).toEqual({ address: '/admin', depth: 0 })
    // A person who came from another page of the desk does not get back there.
    goTo('/admin?view=times')
    await partOf('waiting-stages')
    await screen.findByRole('link', { name: '导出统计' })
    goTo('/admin?view=packages')
    await partOf('margin')
    await user.click(await above())
    await expect.poll(place).toEqual({ address: '/admin', depth: 2 })
  })

  it('sees how long contracts take, and the numbers of every chart as text', async () => {
    await openView('times')
    const items = async (testId: string) => seenAll('ul li', await partOf(testId))
    await expect
      .poll(() => items('completion-months'))
      .toEqual([expect.stringMatching(/通常 .*（\d+ 份）/)])
    const stages = await items('finished-stages')
    expect(stages.join()).toMatch(/ · 最长 |（1 次）/)
    expect(textOf('finished-stages')).toContain('条长为平方根比例')
    const order = ['准备', '申请用印', '同意用印', '拒绝用印', '签署', '转签或转交', '拒签', '归档']
    const places = stages.map((text) => order.findIndex((name) => text.startsWith(name)))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect((await items('waiting-stages')).join()).toMatch(/（\d+ 份）/)
    // The engine of this test has no canvas, so the table of the chart is open.
    const months = await partOf('flows-by-month')
    await expect.poll(() => months.querySelector('details')?.open).toBe(true)
    expect(within(months).getAllByRole('row')).toHaveLength(13)
    const weeks = await partOf('weeks')
    expect(within(weeks).getAllByRole('row', { hidden: true })).toHaveLength(13)
    expect(seenAll('.week-course', weeks)[0]).toMatch(/^签署中现在 \d+ 份 · 最高 \d+ 份$/)
  })

  it.each([2, 3])(
    'sees the course of what is left from three readings on: %i',
    async (readings) => {
      answerCalls(/\/api\/corp$/, async (call) => {
        const corp: CorpView = await (await call()).json()
        const history = Array.from({ length: readings }, (_, index) => {
          return { contractsLeft: 60 - index, at: Date.now() - (readings - index) * 86_400_000 }
        })
        const margin = { ok: { contractsLeft: 50, history, daysLeft: null } }
        return Response.json({ ...corp, margin } satisfies CorpView)
      })
      await openView('packages')
      await expect.poll(() => textOf('margin')).toContain('剩 50 份')
      const margin = await partOf('margin')
      expect(margin.querySelectorAll('.chart')).toHaveLength(readings === 3 ? 1 : 0)
      expect(seenText(margin).includes('用量记录满 7 天后显示趋势')).toBe(readings === 2)
    },
  )

  it('sees the state of the organisation', async () => {
    await openView('state')
    await expect.poll(() => textOf('corp-state')).toContain('已认证')
    expect(textOf('corp-state')).toContain('已安装')
    expect(textOf('corp-state')).toContain('已授权')
  })

  it.each([
    { margin: 3, most: 3, says: '合同余量不足 · 剩 3 份' },
    { margin: 15, most: 200, says: '合同余量不足 · 剩 15 份' },
    { margin: 30, most: 200, says: null },
  ])(
    'sees $margin of $most contracts in amber where that is low',
    async ({ margin, most, says }) => {
      answerCalls(/\/api\/corp$/, async (call) => {
        const corp: CorpView = await (await call()).json()
        const history = [{ contractsLeft: most, at: Date.now() - 86_400_000 }]
        return Response.json({
          ...corp,
          margin: { ok: { contractsLeft: margin, history, daysLeft: null } },
        } satisfies CorpView)
      })
      await open()
      await partOf('desk-pages')
      const figure = within(await partOf('figures')).getByText(String(margin))
      expect(figure.classList.contains('tone-warn')).toBe(says !== null)
      expect(screen.queryAllByTestId('needs')).toHaveLength(says === null ? 0 : 1)
      if (says === null) return
      const needs = await partOf('needs')
      expect(within(needs).getByText(says).classList).toContain('tone-warn')
      expect(within(needs).getByRole('button', { name: '购买套餐' })).toBeTruthy()
    },
  )

  it('sees who opened the contracts of an approval, and gets to them, without a task id too', async () => {
    const view = { at: Date.now(), kind: 'approval-opened', title: null, name: '李四' }
    const opened = { ...view, taskId: null, detail: 'SANDBOX-INSTANCE-1', userId: 'lisi' }
    const views = [{ ...opened, byLink: false }]
    answerCalls(/\/api\/audit/, async () => Response.json({ views, nextCursor: null }))
    const user = await openView('access')
    const entry = await partOf('audit-entry')
    expect(seenAll('td', entry)).toEqual([
      '李四',
      '打开审批页',
      '钉钉审批附带的合同',
      expect.stringMatching(/^今天 /),
    ])
    await user.click(within(entry).getByRole('link'))
    await expect.poll(() => textsOf('approval-contract')).toHaveLength(2)
  })

  it('reads details of the audit in words, below the contract if they are about one', async () => {
    const entry = { at: Date.now(), title: null, taskId: null, userId: 'lisi', byLink: false }
    const views = [
      { ...entry, kind: 'export-taken', name: '李四', detail: 'flows.csv' },
      { ...entry, kind: 'terms-changed', name: '李四', detail: 'ends, keepers', taskId: 'PRO-1' },
      { ...entry, kind: 'flow-registered', userId: 'server', name: 'FLOW_LINK_SECRET', detail: '' },
    ]
    answerCalls(/\/api\/audit/, async () => Response.json({ views, nextCursor: null }))
    await openView('access')
    const rows = await screen.findAllByTestId('audit-entry')
    expect(rows.map((row) => seenAll('td', row).slice(0, 3))).toEqual([
      ['李四', '导出文件', '合同列表'],
      ['李四', '修改履约信息', '未命名合同到期日期、履约人'],
      ['其他系统', '登记合同人员', ''],
    ])
  })

  it('finds entries of the audit by person and kind, and is told when there is none', async () => {
    const asked: string[] = []
    const view = { at: Date.now(), title: null, taskId: null, userId: 'lisi', byLink: false }
    answerCalls(/\/api\/audit/, async (_call, url) => {
      const { search } = new URL(url, location.href)
      asked.push(search)
      const isNarrow = search.includes('name=')
      const entry = { ...view, kind: 'export-taken', name: '李四', detail: 'audit.csv' }
      return Response.json({ views: isNarrow ? [] : [entry], nextCursor: null })
    })
    const user = await openView('access')
    await partOf('audit-entry')
    await user.click(screen.getByRole('radio', { name: '导出文件' }))
    await expect.poll(() => asked.at(-1)).toBe('?kind=export-taken')
    await user.type(screen.getByRole('searchbox'), '王')
    await expect.poll(() => textOf('audit')).toContain('没有符合的记录')
    expect(new URLSearchParams(asked.at(-1)).get('name')).toBe('王')
    const file = screen.getByRole('link', { name: '导出 CSV' }).getAttribute('href')
    expect(file).toMatch(/^\/api\/audit\.csv\?kind=export-taken&name=%E7%8E%8B&lang=zh&/)
  })

  it('sees the margin fall after a contract was started', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 10 })
    await openView('packages')
    await expect.poll(() => textOf('margin')).toContain('剩 10 份')
    const user = await open('/start')
    await addFiles(user, pdf('a.pdf'))
    await addOutsider(user, '周外', '13800000000')
    await start(user)
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
    await openView('packages')
    await expect.poll(() => textOf('margin')).toContain('剩 9 份')
  })

  it('reports nothing as missing when e签宝 returns an unknown status', async () => {
    answerCalls(/\/api\/corp$/, async (call) => {
      const response = await call()
      const corp: CorpView = await response.json()
      const state = { install: 'installed', installCode: 1 } as const
      return Response.json({
        ...corp,
        app: { ok: { ...state, authorisation: 'unknown', authorisationCode: 7 } },
        realName: { ok: { status: 'unknown', statusCode: 'pending', name: null } },
      } satisfies CorpView)
    })
    await openView('state')
    await expect.poll(() => textOf('corp-state')).toMatch(/未知状态（7）.*未知状态（pending）/)
    await open()
    await expect.poll(() => textOf('desk-pages')).toContain('组织状态未知状态')
    expect(textsOf('needs')).toEqual([])
  })

  it('sees in one look what needs attention, and no days for no contracts', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 0, esignInstalled: false })
    await open()
    const needs = async () => seenAll('.need-title', await partOf('needs'))
    await expect.poll(needs).toEqual(['e签宝应用未安装', '合同余量不足 · 剩 0 份'])
    expect(textOf('desk-pages')).toContain('组织状态未安装')
    expect(textOf('margin')).toContain('剩 0 份')
    expect(textOf('margin')).not.toMatch(/用量，约到|暂时无法估计/)
    // Then e签宝 does not tell whether the company is verified, nor what is left.
    await app().sandbox.setCorp(sandboxCorpId, { esignInstalled: true, esignAuthorised: false })
    await open()
    await expect.poll(() => textOf('desk-pages')).toContain('组织状态未授权')
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
    await app().sandbox.reset()
  })

  it('sees which states could not be read, and why, once', async () => {
    const problem = { status: 502, code: 'upstream-unavailable', title: '', requestId: 'R-1' }
    answerCalls(/\/api\/corp$/, async (call) => {
      const corp: CorpView = await (await call()).json()
      return Response.json({ ...corp, app: { problem }, realName: { problem } })
    })
    await openView('state')
    const state = await partOf('corp-state')
    await expect
      .poll(() => seenAll('li', state).slice(0, 3))
      .toEqual(['e签宝应用未读取', '授权本应用未读取', '企业实名未读取'])
    expect(within(state).getAllByTestId('failure')).toHaveLength(1)
    expect(within(state).getAllByRole('button', { name: '重试' })).toHaveLength(1)
  })

  it('is not asked to retry what only the authorisation makes readable', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
    await openView('state')
    const state = await partOf('corp-state')
    await expect.poll(() => seenText(state)).toContain('企业实名未读取授权后才能获取。')
    expect(screen.queryByTestId('failure')).toBeNull()
    await openView('packages')
    await expect.poll(() => textOf('margin')).toContain('授权后才能获取。')
    expect(screen.queryByTestId('failure')).toBeNull()
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
  })

  it('sees at once that the app was authorised elsewhere', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
    await openView('state')
    await expect.poll(() => textOf('corp-state')).toContain('未授权')
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
    notifyCorp()
    await expect.poll(() => textOf('corp-state')).toContain('已授权')
  })

  it('withdraws the authorisation only after typing the confirmation', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
    const user = await openView('withdraw')
    const confirm = await screen.findByRole<HTMLButtonElement>('button', { name: '确认取消授权' })
    const field = screen.getByLabelText(/^输入“取消授权”/)
    await user.type(field, '取消')
    expect(confirm.disabled).toBe(true)
    await user.type(field, '授权')
    await expect.poll(() => confirm.disabled).toBe(false)
    await user.click(confirm)
    await expect.poll(() => textOf('withdraw')).toBe('本应用现在没有授权。')
    await openView('state')
    await expect.poll(() => textOf('corp-state')).toContain('未授权')
  })

  it('may type the English confirmation in small letters', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
    const user = await renderApp(app(), '/admin?view=withdraw', { as: 'wangwu', in: 'en' })
    await user.type(await screen.findByLabelText('Type WITHDRAW'), 'Withdraw ')
    await press(user, 'Withdraw now')
    await expect.poll(() => textOf('withdraw')).toBe('The app is not authorised now.')
  })

  it('keeps the rest of the desk when one part cannot be read', async () => {
    const { sandbox } = app()
    await sandbox.fault({ match: '/v2.0/esign/margins', status: 500, body: {} })
    const user = await open()
    await expect.poll(() => textOf('margin')).toContain('没有读到暂时连不上钉钉或 e签宝')
    await expect.poll(() => textOf('desk-pages')).toContain('组织状态正常')
    await sandbox.reset()
    await sandbox.setCorp(sandboxCorpId, { margin: 42 })
    await user.click(within(await partOf('margin')).getByRole('button', { name: '重试' }))
    await expect.poll(() => textOf('margin')).toContain('剩 42 份')
  })

  it('is told once that there is no network, and the cards keep their heads', async () => {
    answerCalls(/\/api\/corp\/statistics/, () => Promise.reject(new TypeError('cut')))
    const user = await openView('times')
    await expect.poll(() => textOf('not-read')).toContain('没有网络')
    expect(new Set(seenAll('.desk-list li'))).toEqual(new Set(['—']))
    expect(screen.getAllByRole('button', { name: '重试' })).toHaveLength(1)
    vi.unstubAllGlobals()
    await press(user, '重试', await partOf('not-read'))
    await expect.poll(() => screen.queryByTestId('not-read')).toBeNull()
  })

  it('is told which permission a part of the desk needs, and where to grant it', async () => {
    const { sandbox } = app()
    await sandbox.fault({
      match: '/v2.0/esign/margins',
      status: 403,
      body: {
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
        accessdenieddetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
      },
    })
    await open()
    const failure = await screen.findByTestId('failure')
    expect(seenText(failure)).toContain('应用缺少接口权限')
    expect(seenText(failure)).toContain('第三方应用请在钉钉管理后台的应用管理里同意新的授权')
    expect(seenText(failure)).toContain('需要申请的权限：Esign.Common.ReadWrite')
  })

  it('is not asked to retry figures that are refused', async () => {
    const problem = { status: 403, code: 'not-corp-admin', title: '', requestId: 'R-1' }
    answerCalls(/\/api\/corp\/statistics/, () =>
      Promise.resolve(Response.json(problem, { status: 403 })),
    )
    await open()
    await expect.poll(() => textOf('not-read')).toContain('有内容没有读到：')
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
  })

  it('reads each part separately, and a failed part again', async () => {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    answerCalls(/\/api\/corp\/statistics/, () =>
      Promise.resolve(Response.json(problem, { status: 500 })),
    )
    const user = await open()
    await expect.poll(() => textOf('not-read')).toContain('有内容没有读到：服务出错了')
    await expect.poll(() => seenAll('[data-testid="statistics"] li')).toEqual(['—'])
    expect(screen.getAllByRole('button', { name: '重试' })).toHaveLength(1)
    await expect.poll(() => textOf('desk-pages')).toContain('组织状态正常')
    vi.unstubAllGlobals()
    await press(user, '重试', await partOf('not-read'))
    await within(await partOf('statistics')).findByRole('link', { name: /^签署中/ })
    expect(within(await partOf('longest')).queryByRole('alert')).toBeNull()
  })
})

describe('webhooks', () => {
  const signing = 'PRO-SANDBOX-SIGNING'

  const path = '/api/corp/webhooks'

  afterEach(async () => {
    const { webhooks } = webhookListSchema.parse(await (await fetch(path)).json())
    for (const { id } of webhooks)
      await fetch(`${path}/${id}`, { method: 'DELETE', headers: { origin: app().url } })
  })

  const button = (name: string, within_: HTMLElement = document.body) =>
    within(within_).findByRole('button', { name })

  /** The sheet for another one. */
  async function openForm(user: UserEvent): Promise<HTMLElement> {
    await user.click(await button('添加 Webhook'))
    return screen.findByTestId('new-webhook')
  }

  it('an administrator adds a webhook, gets its secret once, renews it and deletes the webhook', async () => {
    const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
    await screen.findByText('还没有 Webhook。')
    const form = await openForm(user)
    await user.type(within(form).getByRole('textbox'), 'https://hooks.example.com/in')
    await user.click(within(form).getByRole('checkbox', { name: '有人签署' }))
    await user.click(await button('添加', form))
    const row = await screen.findByTestId('webhook')
    expect(seenText(row)).toContain('https://hooks.example.com/in')
    expect(seenText(row)).toContain('开始签署')
    expect(seenText(row)).not.toContain('有人签署')
    const first = seenText(await screen.findByTestId('webhook-secret'))
    expect(first).toContain('whsec_')
    expect(first).toContain('hooks.example.com')
    expect(seenText(row)).toContain('已启用')
    await expect.poll(() => screen.queryByTestId('new-webhook')).toBeNull()
    await user.click(await button('发送记录 hooks.example.com', row))
    await screen.findByText('还没有发送过。')
    await screen.findByText('发送记录 · hooks.example.com')
    await user.click(await button('更换密钥 hooks.example.com', row))
    await press(user, '更换密钥', await openDialog('更换 hooks.example.com 的签名密钥？'))
    await expect.poll(() => seenText(screen.getByTestId('webhook-secret'))).not.toBe(first)
    await user.click(await button('删除 hooks.example.com', await screen.findByTestId('webhook')))
    await press(user, '删除', await openDialog('删除发往 hooks.example.com 的 Webhook？'))
    await expect.poll(() => screen.queryByTestId('webhook')).toBeNull()
  })

  it('an address that nothing may be sent to is refused with what to enter instead', async () => {
    const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
    const form = await openForm(user)
    await user.type(within(form).getByRole('textbox'), 'http://10.0.0.8/in')
    await user.click(await button('添加', form))
    await expect.poll(() => seenText(form)).toContain('不能向这个地址发送')
    expect(explanationOf(within(form).getByRole('textbox'))).toContain('请填写以 https:// 开头的')
  })

  it('no address can be added beyond as many as there may be, until one is deleted', async () => {
    const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
    const form = await openForm(user)
    const headers = { origin: app().url, 'content-type': 'application/json' }
    const url = 'https://hooks.example.com/in'
    const body = JSON.stringify({ url, kinds: ['contract.signed'] })
    for (let count = 0; count < maxWebhooks; count += 1)
      expect((await fetch(path, { method: 'POST', headers, body })).status).toBe(201)
    await user.type(within(form).getByRole('textbox'), url)
    await user.click(await button('添加', form))
    await expect.poll(() => seenText(form)).toContain('Webhook 已达上限')
    expect(seenText(form)).toContain('请先删除不再使用的 Webhook')
    expect(screen.queryByTestId('webhook-secret')).toBeNull()
    await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
    await screen.findByText(`最多 ${maxWebhooks} 个，请先删除不用的`)
    expect((await buttonOf('添加 Webhook', document.body)).disabled).toBe(true)
  })

  it('a delivery that failed is shown with what was sent and answered, and is sent again', async () => {
    const receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    receiver.answerWith(500, 'out of order')
    const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
    const form = await openForm(user)
    await user.type(within(form).getByRole('textbox'), receiver.url)
    await user.click(await button('添加', form))
    const row = await screen.findByTestId('webhook')
    // Who signs next has to be known before.
    await fetch(`/api/flows/${signing}`)
    await app().sandbox.advance(signing)
    await expect.poll(() => receiver.received.length).toBeGreaterThan(0)
    const { host } = new URL(receiver.url)
    await user.click(await button(`发送记录 ${host}`, row))
    const delivery = await screen.findByTestId('webhook-delivery')
    await expect.poll(() => seenText(delivery)).toContain('返回 500')
    expect(seenText(delivery)).toContain('有人签署')
    expect(seenText(delivery)).toContain('等待发送')
    await expect.poll(() => seenText(row)).toContain('连续 1 次失败')
    await press(user, '有人签署', delivery)
    expect(seenText(delivery)).toContain(`"taskId":"${signing}"`)
    expect(seenText(delivery)).toContain('out of order')
    receiver.answerWith(204)
    await user.click(await button('重新发送', delivery))
    await expect.poll(() => seenText(delivery)).toContain('已送达')
    expect(seenText(delivery)).not.toContain('out of order')
    await expect.poll(() => seenText(row)).toContain('已启用')
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
  })
})

describe('settings of the organisation', () => {
  const choice = (name: string) =>
    screen.findByRole<HTMLInputElement>('radio', { name: new RegExp(name) })

  async function stored(): Promise<unknown> {
    return (await fetch('/api/corp/settings')).json()
  }

  it("an administrator sets the organisation's time zone", async () => {
    const user = await renderApp(app(), '/admin', { as: 'wangwu' })
    await user.click(within(await screen.findByTestId('settings')).getByRole('link'))
    const row = await screen.findByTestId('time-zone')
    expect(seenText(row)).toContain('时区中国标准时间')
    await user.click(within(row).getByRole('button'))
    expect((await choice('默认')).checked).toBe(true)
    await user.click(await choice('Europe/London'))
    await expect.poll(stored).toMatchObject({ timeZone: 'Europe/London' })
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await user.click(within(row).getByRole('button'))
    expect((await choice('Europe/London')).checked).toBe(true)
    await user.click(await choice('默认'))
    await expect.poll(stored).toMatchObject({ timeZone: null })
  })

  it('an administrator sets the language of messages', async () => {
    const user = await renderApp(app(), '/admin?view=settings', { as: 'wangwu' })
    const row = await screen.findByTestId('message-language')
    expect(seenText(row)).toBe('消息语言中文')
    await user.click(within(row).getByRole('button'))
    await user.click(await choice('双语'))
    await expect.poll(stored).toMatchObject({ timeZone: null, messageLanguage: 'both' })
    await expect.poll(() => seenText(row)).toBe('消息语言双语')
    await user.click(within(row).getByRole('button'))
    await user.click(await choice('中文'))
    await expect.poll(stored).toMatchObject({ messageLanguage: 'zh' })
  })

  it('an administrator adds days off and working days, and takes them back', async () => {
    const user = await renderApp(app(), '/admin?view=settings', { as: 'wangwu' })
    const row = await screen.findByTestId('extra-days')
    expect(seenText(row)).toBe('休息日和上班日没有补充')
    await user.click(within(row).getByRole('button'))
    const sheet = await openDialog('休息日和上班日')
    await press(user, '添加', sheet)
    expect(seenText(sheet)).toContain('请选择日期')
    await user.type(within(sheet).getByLabelText('日期'), '2026-02-14')
    await press(user, '添加', sheet)
    await expect.poll(() => seenText(sheet)).toContain('2026年2月14日 周六休息')
    await user.type(within(sheet).getByLabelText('日期'), '2026-02-07')
    await user.click(within(sheet).getByRole('radio', { name: '上班' }))
    await press(user, '添加', sheet)
    const extraDays = { off: ['2026-02-14'], working: ['2026-02-07'] }
    await expect.poll(stored).toMatchObject({ extraDays })
    await press(user, '删除 2026年2月14日 周六', sheet)
    await expect.poll(stored).toMatchObject({ extraDays: { off: [], working: ['2026-02-07'] } })
    await expect.poll(() => seenText(row)).toBe('休息日和上班日补充 1 天')
    await press(user, '删除 2026年2月7日 周六', sheet)
    await expect.poll(() => seenText(row)).toBe('休息日和上班日没有补充')
  })

  it('a member may not see the settings', async () => {
    await renderApp(app(), '/admin?view=settings')
    const error = await screen.findByTestId('app-error')
    expect(error.dataset['code']).toBe('not-corp-admin')
    expect(seenText(error)).toContain('管理员')
  })
})
