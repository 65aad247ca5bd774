// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { describe, expect, it, afterEach, vi } from 'vitest'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { changeFlows, setRecord } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText, textOf, textsOf, openDialog } from './render-app.tsx'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { withRecord } from '#e2e/answers/flow-answers.ts'
import type { UserEvent } from '@testing-library/user-event'

const app = serveApp()

describe('what a contract says', () => {
  const banner = () => seenAll('.status-banner')[0]

  // Every status and operation has its words, and a flow can be shown whatever fields e签宝 omits.

  const statuses = [
    { name: 'DRAFT', word: '草稿', next: '草稿，发起人还没有发出，暂时无人需要签署。' },
    {
      name: 'SIGNING',
      word: '签署中',
      next: '等待 李四 签署，已 2 天 3 小时，之后由 孙八 签署。',
    },
    { name: 'COMPLETED', word: '已完成', next: '所有签署已完成，无需再操作。' },
    { name: 'REVOKED', word: '已撤销', next: '发起人已撤销，合同不会再签署。' },
    {
      name: 'TERMINATED',
      word: '已终止',
      next: '流程因故终止，无法继续签署。如仍需签署，请发起人重新发起。',
    },
    { name: 'EXPIRED', word: '已过期', next: '已过签署截止时间。如仍需签署，请发起人重新发起。' },
    { name: 'DELETED', word: '已删除', next: '流程已被删除。如仍需签署，请发起人重新发起。' },
    {
      name: 'REFUSED',
      word: '已拒签',
      next: '孙八 拒签，流程已结束。如仍需签署，请发起人重新发起。',
    },
    {
      name: 'UNKNOWN',
      word: '其他状态',
      next: '请看操作日志，或联系发起人。',
    },
  ]

  for (const { name, word, next } of statuses) {
    it(`a flow that is ${name.toLowerCase()} is called ${word}`, async () => {
      await renderApp(app(), linkTo(name))
      await expect.poll(() => textOf('flow-status')).toBe(word)
      await expect.poll(() => textOf('flow-next-step')).toBe(next)
    })
  }

  /** e签宝's codes for operations (obtains-the-task-details). */
  const operations: [code: number, label: string][] = [
    [1, '创建流程'],
    [2, '删除流程'],
    [3, '更新流程'],
    [4, '开启流程'],
    [5, '撤回流程'],
    [6, '流程过期'],
    [7, '归档流程'],
    [8, '查看流程'],
    [9, '转交'],
    [20, '添加签署区'],
    [21, '删除签署区'],
    [22, '更新签署区'],
    [23, '签署'],
    [24, '转签'],
    [25, '通知签署'],
    [26, '拒绝签署'],
    [27, '发起用印审批'],
    [28, '同意用印审批'],
    [29, '拒绝用印审批'],
    [40, '添加文档'],
    [41, '删除文档'],
    [42, '更新文档'],
    [50, '添加附件'],
    [51, '删除附件'],
    [52, '更新附件'],
    [60, '添加参与人'],
    [61, '删除参与人'],
    [62, '更新参与人'],
    [99, '其他操作（99）'],
  ]

  it('every operation has its own label and icon', async () => {
    const logs = operations.map(([code], index) => ({
      logType: String(code),
      operateDescription: '',
      operateTime: 1_700_000_000_000 - index * 60_000,
      operatorAccountName: '李四',
    }))
    await app().sandbox.fault({
      match: flowReads,
      body: { businessScene: '合同', flowStatus: 2, logs },
    })
    await renderApp(app(), linkTo('COMPLETED'))
    const labels = () => seenAll('[data-testid="timeline-item"] strong')
    await expect.poll(labels).toEqual(operations.map(([, label]) => label))
    const pictures = document.querySelectorAll(
      '[data-testid="timeline-item"] svg[aria-hidden="true"]',
    )
    expect(pictures).toHaveLength(operations.length)
  })

  it('what e签宝 leaves out is shown as missing, never invented', async () => {
    const body = {
      businessScene: null,
      flowStatus: 1,
      initiatorName: null,
      logs: [{ logType: '23', operateDescription: null, operatorAccountName: null }, null, 'odd'],
    }
    await app().sandbox.fault({ match: flowReads, body })
    await app().sandbox.fault({ match: 'GET /v2.0/esign/signTasks/', body: {} })
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textOf('flow-title')).toBe('未命名合同')
    await expect.poll(() => textOf('flow-next-step')).toBe('等待签署。')
    await expect.poll(() => textOf('flow-initiator')).toBe('e签宝未提供')
    await expect.poll(() => textOf('flow-initiator-organization')).toBe('e签宝未提供')
    await expect.poll(() => textsOf('timeline-item')).toEqual(['签署 未知操作人 时间未知'])
  })

  it('a flow without records says so', async () => {
    await app().sandbox.fault({ match: flowReads, body: { businessScene: '合同', flowStatus: 0 } })
    await renderApp(app(), linkTo('DRAFT'))
    await screen.findByText('还没有操作记录。')
    expect(textsOf('timeline-item')).toEqual([])
  })

  it('numbers may come as text or with a fraction, and records in any order', async () => {
    const time = Date.UTC(2026, 0, 5, 4, 0, 0)
    const body = {
      businessScene: 20260105,
      flowStatus: '1.0',
      initiatorName: '张三',
      initiatorAuthorizedName: ' ',
      logs: [
        { logType: 4.0, operateTime: String(time), operatorAccountName: '张三' },
        { logType: '8.0', operatorAccountName: '王五' },
        { logType: '23', operateTime: `${time + 60_000}.0`, operatorAccountName: '李四' },
        { logType: ' 1 ', operateTime: time - 60_000, operatorAccountName: '张三' },
        { logType: 'archive', operateTime: 'yesterday', operatorAccountName: '赵六' },
      ],
    }
    await app().sandbox.fault({ match: flowReads, body })
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
    await expect.poll(() => textOf('flow-title')).toBe('20260105')
    await expect.poll(() => textOf('flow-initiator-organization')).toBe('e签宝未提供')
    await expect
      .poll(() => textsOf('timeline-item'))
      .toEqual([
        expect.stringMatching(/^签署 李四.*2026-01-05 12:01$/),
        expect.stringMatching(/^开启流程 张三.*2026-01-05 12:00$/),
        expect.stringMatching(/^创建流程 张三.*2026-01-05 11:59$/),
        expect.stringMatching(/^查看流程 王五.*时间未知/),
        expect.stringMatching(/^其他操作（archive） 赵六.*时间未知/),
      ])
  })

  it('the log has its days as headings, and counts how often somebody was reminded', async () => {
    const at = Date.now() - 3_600_000
    changeFlows((view) => {
      const people = view.registry?.people.map((person, index) => ({
        ...person,
        contacted: { count: index, at },
      }))
      return people === undefined ? view : withRecord(view, { ...view.registry, people })
    })
    await renderApp(app(), linkTo('SIGNING'), { in: 'en' })
    const log = within(await screen.findByTestId('flow-timeline'))
    const days = log.getAllByRole('heading', { level: 3 })
    expect(days[0]?.textContent).toMatch(/^\w{3}, \w{3} \d+/)
    expect(textsOf('signer').slice(1)).toEqual([
      expect.stringContaining('Reminded once · 1 hour ago'),
      expect.stringContaining('Link taken 2 times · 1 hour ago'),
    ])
  })

  it('text from e签宝 is shown as plain text, not as markup', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>合同</b>'
    const logs = [{ logType: '8', operateDescription: hostile, operatorAccountName: hostile }]
    await app().sandbox.fault({
      match: flowReads,
      body: { businessScene: hostile, flowStatus: 2, initiatorName: hostile, logs },
    })
    await renderApp(app(), linkTo('COMPLETED'))
    await expect.poll(() => textOf('flow-title')).toBe(hostile)
    await expect.poll(() => textOf('flow-initiator')).toBe(hostile)
    await expect.poll(() => textOf('timeline-item')).toContain(hostile)
  })

  it('a refusal is shown with the person and the reason', async () => {
    await renderApp(app(), linkTo('REFUSED'))
    await expect.poll(banner).toContain('孙八 的拒签原因付款周期与约定不符')
    expect(textsOf('signer').find((text) => text.includes('孙八'))).toContain('已拒签')
  })

  it('a revocation is shown with its reason', async () => {
    await renderApp(app(), linkTo('REVOKED'))
    await expect.poll(banner).toContain('撤销原因租金条款需要修改')
  })

  it('a passed deadline is shown with those who had not signed', async () => {
    await renderApp(app(), linkTo('EXPIRED'))
    await expect
      .poll(() => textsOf('signer'))
      .toEqual([expect.stringMatching(/^李四.*已签署/), expect.stringMatching(/^王五.*未签署/)])
  })

  const signerReads = 'GET /v2.0/esign/signTasks/'
  const approvalReads = 'GET /v2.0/esign/approvals/'

  describe('a seal approval', () => {
    it("addresses a person of the approver's name, who is asked to check", async () => {
      await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
      await expect.poll(() => textOf('flow-lead')).toBe('可能轮到您审批用印 · 已等 5 小时')
      expect(banner()).toContain('e签宝 只给出姓名“李四”，请在审批里确认')
    })

    it('that is pending is shown with who has to decide, and since when', async () => {
      const user = await renderApp(app(), linkTo('SEAL-APPROVAL'))
      await expect
        .poll(() => textOf('flow-next-step'))
        .toBe('等待 李四 审批用印，已 5 小时，之后由 孙八 签署。')
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenText(approval)).toContain('张三 发起')
      expect(seenAll('ol > li', approval)).toEqual([
        expect.stringMatching(/^李四审批中(今天|昨天) \d\d:\d\d 开始$/),
        expect.stringMatching(/^王五等待审批$/),
      ])
      expect(textsOf('flow-lead')).toEqual([])
      await user.click(within(approval).getByRole('button', { name: '查看印章' }))
      const dialog = await openDialog('印章图片')
      const picture = within(dialog).getByRole<HTMLImageElement>('img')
      expect(picture.src).toMatch(/^http.*seal/)
      // There is one way out of a sheet.
      const [close, ...others] = within(dialog).getAllByRole('button')
      expect(others).toEqual([])
      await user.click(close ?? dialog)
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    })

    it('waits for nobody once the flow has ended, on paper either', async () => {
      changeFlows(({ flow, situation, ...view }) => {
        const approvals = situation.approvals.map((one) => ({ ...one, isWaitedFor: false }))
        return {
          ...view,
          flow: { ...flow, status: 'revoked' },
          situation: { ...situation, approvals },
        }
      })
      const user = await renderApp(app(), linkTo('SEAL-APPROVAL'))
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenAll('.step-head', approval)).toEqual([
        expect.stringMatching(/未审批$/),
        '李四未审批',
        '王五未审批',
      ])
      expect(approval.querySelectorAll('.is-waited-for, .is-process')).toHaveLength(0)
      expect(seenText(approval)).not.toMatch(/审批中|等待审批|\d 开始/)
      await user.click(await screen.findByRole('button', { name: '审计记录' }))
      const record = await screen.findByTestId('audit-trail')
      expect(seenText(record)).toContain('未审批')
      expect(seenText(record)).not.toMatch(/审批中|等待审批/)
    })

    it('marks the approver whose turn it is, and who has the name of the requester', async () => {
      await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenAll('.is-waited-for .step-name', approval)).toEqual(['李四按姓名'])
      expect(seenAll('.step-name', approval)).toContain('王五')
    })

    it.each([
      [
        'is certain for the one whom DingTalk names',
        true,
        ['李四我'],
        ['轮到您审批用印 · 已等 5 小时'],
      ],
      ['claims nothing of a namesake of the one whom DingTalk names', false, ['李四'], []],
    ])('%s', async (_what, isApprover, marked, lead) => {
      changeFlows(({ registry, ...view }) => ({
        ...view,
        registry: registry && { ...registry, isApprover },
      }))
      await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenAll('.is-waited-for .step-name', approval)).toEqual(marked)
      expect(textsOf('flow-lead')).toEqual(lead)
      expect(screen.queryAllByRole('button', { name: '去审批' })).toHaveLength(lead.length)
    })

    it.each([
      ['marks the first approver before e签宝 says that it is the turn', 0, 'WAIT', ['李四']],
      ['marks nobody once its signer has refused', 4, 'APPROVING', []],
    ])('%s', async (_what, signStatus, status, marked) => {
      const approvalNodes = [
        { approverName: '李四', status, approvalTime: '-' },
        { approverName: '王五', status: 'WAIT', approvalTime: '-' },
      ]
      const asked = { approvalName: '用印审批', status: 'APPROVING', sponsorAccountName: '张三' }
      await app().sandbox.fault({
        match: approvalReads,
        body: { data: [{ ...asked, approvalNodes }] },
      })
      await app().sandbox.fault({
        match: signerReads,
        body: { signers: [{ signerName: '张三', signStatus }] },
      })
      await renderApp(app(), linkTo('SEAL-APPROVAL'))
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenAll('.is-waited-for .step-name', approval)).toEqual(marked)
    })

    it('that was refused is shown with the person and the reason', async () => {
      const refused = {
        approvalName: '用印审批',
        status: 'REFUSED',
        sponsorAccountName: '张三',
        startTime: Date.now() - 7_200_000,
        endTime: Date.now() - 3_600_000,
        refuseReason: '合同金额有误',
        approvalNodes: [
          { approverName: '王五', status: 'REFUSED', approvalTime: '2026-11-24 10:00' },
          { approverName: '', status: 'ON_HOLD', approvalTime: '-' },
        ],
      }
      await app().sandbox.fault({ match: approvalReads, body: { data: [refused] } })
      await app().sandbox.fault({
        match: signerReads,
        body: { signers: [{ signerName: '张三', signStatus: 0 }] },
      })
      await renderApp(app(), linkTo('SEAL-APPROVAL'))
      await expect
        .poll(() => textOf('flow-next-step'))
        .toBe('王五 拒绝了用印审批，等待 张三 重新申请用印，已 1 小时。')
      const approval = await screen.findByTestId('flow-approvals')
      expect(seenText(approval)).toContain('拒绝原因：合同金额有误')
      expect(seenText(approval)).toMatch(/张三 发起.*结束于 (今天|昨天) \d\d:\d\d/)
      expect(seenAll('ol > li', approval)).toEqual([
        '王五已拒绝2026-11-24 10:00',
        '未提供审批人未知状态（ON_HOLD）',
      ])
    })
  })
})

describe('signers and stages', () => {
  describe('the signers, their order and their states', () => {
    const signerReads = 'GET /v2.0/esign/signTasks/'

    const usual = { role: 'signer', requirement: null, isMe: false, isWaitedFor: false } as const

    const signers = () => textsOf('signer')

    it('say who signed when, who is waited for, and how many have signed', async () => {
      setRecord({})
      await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(signers)
        .toEqual([
          expect.stringMatching(/^张三已签署\d+月\d+日 \d\d:\d\d 签署$/),
          '李四待签署',
          '孙八未轮到',
        ])
      await screen.findByText('1/3 已签')
    })

    it('are in order, with those who sign at the same time together and the requester marked', async () => {
      setRecord({
        people: [
          { ...usual, name: '孙八', order: 1 },
          { ...usual, name: '张三', order: 2, isMe: true, requirement: '个人章' },
          { ...usual, name: '李四', order: 2, requirement: '企业章、个人章', isWaitedFor: true },
          { ...usual, role: 'cc', name: '周九', order: null },
        ],
      })
      await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(signers)
        .toEqual([
          '孙八未轮到',
          expect.stringMatching(/^张三我已签署个人章\d+月\d+日 /),
          '李四待签署企业章、个人章',
        ])
      const list = await screen.findByTestId('flow-signers')
      expect(seenAll('li', list)[1]).toBe('第 2 步 · 同时签署')
      const marks = (name: string) => list.querySelectorAll(`.avatar-mark.tone-${name}`).length
      expect([marks('good'), marks('active')]).toEqual([1, 1])
      await screen.findByText('抄送：周九')
    })

    it('are folded when they are many, and so are their names in the sentence', async () => {
      const many = Array.from({ length: 12 }, (_, index) => ({
        name: `签署人${index}`,
        status: 'waiting' as const,
        statusCode: null,
      }))
      changeFlows((view) => withRecord({ ...view, signers: { ok: many } }, {}))
      const user = await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(() => signers().length).toBe(12)
      const seen = () =>
        screen.getAllByTestId('signer').filter((row) => !row.hasAttribute('hidden')).length
      expect(seen()).toBe(8)
      await user.click(screen.getByRole('button', { name: '展开其余 4 人' }))
      expect(seen()).toBe(12)
      expect(textOf('flow-next-step')).toContain('、签署人10、签署人11 签署')
      const banner = () => seenAll('.status-banner')[0]
      expect(banner()).toContain('等待 签署人0、签署人1 等 12 人 签署')
      await user.click(screen.getByRole('button', { name: '展开' }))
      expect(banner()).not.toContain('等 12 人')
      expect(screen.getByTestId('flow-next-step').className).not.toContain('visually-hidden')
    })

    it('say who refused, when, and for which company', async () => {
      await renderApp(app(), linkTo('REFUSED'))
      await expect
        .poll(signers)
        .toEqual([
          expect.stringMatching(/^李四已签署个人章\d+月\d+日 \d\d:\d\d 签署$/),
          expect.stringMatching(
            /^孙八外部已拒签上海云帆贸易有限公司139\*{4}0008企业章、个人章\d+月\d+日 \d\d:\d\d 拒签$/,
          ),
        ])
    })

    it('wait for nobody once the flow has ended', async () => {
      const body = {
        signers: [
          { signerName: '李四', signStatus: 1 },
          { signerName: '孙八', signStatus: 3 },
        ],
      }
      await app().sandbox.fault({ match: signerReads, body })
      const user = await renderApp(app(), linkTo('EXPIRED'))
      await expect.poll(signers).toEqual(['李四未签署个人章', '孙八未签署个人章'])
      await user.click(await screen.findByRole('button', { name: '审计记录' }))
      const record = await screen.findByTestId('audit-trail')
      expect(seenText(record)).not.toMatch(/待签署|用印审批中/)
    })

    it('say who passed signing on to whom', async () => {
      const logs = [
        {
          logType: '24',
          operateDescription: '李四 转签给 王五',
          operateTime: Date.now(),
          operatorAccountName: '李四',
        },
      ]
      await app().sandbox.fault({
        match: flowReads,
        body: { businessScene: '合同', flowStatus: 1, logs },
      })
      const body = {
        signers: [
          { signerName: '李四', signStatus: 1 },
          { signerName: '王五', signStatus: 0 },
        ],
      }
      await app().sandbox.fault({ match: signerReads, body })
      setRecord({})
      await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(signers).toEqual(['李四未轮到李四 转签给 王五', '王五待签署由 李四 转签'])
    })

    it('come from the start of the flow when e签宝 cannot tell them', async () => {
      await app().sandbox.fault({ match: signerReads, status: 503, body: {} })
      setRecord({ people: [{ ...usual, name: '李四', order: 1, isMe: true }] })
      await renderApp(app(), linkTo('SIGNING'))
      await screen.findByText('签署人状态暂时无法从 e签宝获取，以下是在本应用发起时的记录。')
      await expect.poll(signers).toEqual(['李四我状态未知'])
    })

    it('are listed without a deadline when the registry knows nothing', async () => {
      changeFlows((view) => ({ ...view, registry: null }))
      await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(signers)
        .toEqual([
          expect.stringMatching(/^张三/),
          expect.stringMatching(/^李四/),
          expect.stringMatching(/^孙八/),
        ])
      expect(document.querySelector('[role="timer"]')).toBeNull()
    })
  })

  describe('news are read out', () => {
    const news = () => textsOf('flow-news')

    const isDeadlineShown = () => document.querySelector('[role="timer"]') !== null

    it('when a seal approval changes, not when its picture has another address or is not read', async () => {
      const problem = {
        status: 503,
        code: 'upstream-unavailable',
        title: '',
        requestId: 'r',
      } as const
      const changes: ((approval: SealApproval) => SealApproval | null)[] = [
        (approval) => ({ ...approval, sealImageUrl: null }),
        (approval) => ({ ...approval, sealImageUrl: 'https://seal/?signature=1' }),
        () => null,
        (approval) => ({ ...approval, sealImageUrl: 'https://seal/?signature=2' }),
        (approval) => ({ ...approval, sealImageUrl: null, status: 'agreed' }),
      ]
      /** The number of the current answer, which stays the same for repeated reads. */
      let number = 1
      changeFlows((view) => {
        const change = changes[number - 1] ?? (() => null)
        const all = 'ok' in view.approvals ? view.approvals.ok.map(change) : []
        const ok = all.filter((approval) => approval !== null)
        const approvals = ok.length > 0 ? { ok } : { problem }
        // Shows which of the answers is displayed.
        const deadline = number % 2 === 0 ? Date.now() + 3 * 24 * 3_600_000 : null
        // The situation is derived from the approvals.
        return withRecord({ ...view, approvals }, { deadline })
      })
      const user = await renderApp(app(), linkTo('SEAL-APPROVAL'))
      await expect.poll(news).toEqual([''])
      for (number = 2; number < changes.length; number += 1) {
        await user.click(await screen.findByRole('button', { name: '刷新' }))
        await expect.poll(isDeadlineShown).toBe(number % 2 === 0)
        expect(news()).toEqual([''])
      }
      await user.click(await screen.findByRole('button', { name: '刷新' }))
      await expect.poll(news).toEqual([expect.stringMatching(/^有新进展：/)])
    })
  })

  describe('the stages: how long each took, and where the flow waits now', () => {
    /** The stages are folded on phones. */
    async function openStages(name: string): Promise<HTMLElement> {
      const user = await renderApp(app(), linkTo(name))
      const stages = await screen.findByTestId('flow-stages')
      await user.click(stages.querySelector('summary') ?? stages)
      return stages
    }

    const items = (stages: Element) => seenAll('li', stages)

    it('each have their time, the last one since when it waits', async () => {
      const stages = await openStages('SIGNING')
      await expect
        .poll(() => items(stages))
        .toEqual([
          '准备 · 张三5 分钟',
          '签署 · 张三3 小时',
          expect.stringMatching(/^等待签署 · 李四2 天，自 \d+月\d+日 \d\d:\d\d$/),
        ])
      expect(seenAll('time', stages)).toEqual([expect.stringMatching(/^2 天，自/)])
      expect(seenText(stages)).toContain('至今 2 天')
    })

    it('count the seal approval separately', async () => {
      const stages = await openStages('SEAL-APPROVAL')
      await expect
        .poll(() => items(stages))
        .toEqual([
          '准备 · 张三5 分钟',
          '申请用印 · 张三1 小时',
          expect.stringMatching(/^等待用印审批 · 李四5 小时，自 /),
        ])
    })

    it('end with the flow', async () => {
      const stages = await openStages('COMPLETED')
      await expect.poll(() => items(stages).at(-1)).toBe('签署 · 王五23 小时')
      expect(seenText(stages)).toContain('共 2 天')
    })

    it('show no end time that nobody knows', async () => {
      const stages = await openStages('TERMINATED')
      await expect.poll(() => items(stages).at(-1)).toBe('之后（结束时间未知）用时未知')
    })
  })
})

describe('times', () => {
  const minute = 60_000
  const hour = 60 * minute
  const day = 24 * hour

  describe("the log, and the app's own reminders in it", () => {
    /** Chooses a kind or a person in the filter's sheet. */
    async function choose(user: UserEvent, name: string): Promise<void> {
      await user.click(await screen.findByRole('button', { name: '筛选' }))
      const sheet = await openDialog('筛选')
      await user.click(within(sheet).getByRole('radio', { name }))
      await user.click(within(sheet).getByRole('button', { name: '关闭' }))
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    }

    const lines = () => Array.from(document.querySelectorAll('.timeline-item'))

    it('shows our own reminders among the records, marked as ours', async () => {
      const reminders = [{ name: '张三', recipients: ['李四', null], at: Date.now() - 30 * hour }]
      setRecord({ reminders })
      const user = await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(() => lines().length).toBe(12)
      const [, reminder] = lines()
      expect(reminder && seenText(reminder)).toMatch(
        /^催办 张三本应用 \d{4}-\d\d-\d\d \d\d:\d\d已提醒 李四、未提供姓名的人$/,
      )
      expect(reminder?.getAttribute('data-testid')).toBe('timeline-urge')
      expect(textsOf('timeline-item')).toHaveLength(11)
      await choose(user, '提醒')
      await expect.poll(() => lines().length).toBe(3)
      await expect
        .poll(() => seenAll('[role="status"]'))
        .toContainEqual(expect.stringContaining('找到 3 条'))
    })

    it('marks and counts what is new since the last visit', async () => {
      setRecord({ lastOpenedAt: Date.now() - 2 * day - 3.5 * hour })
      await renderApp(app(), linkTo('SIGNING'))
      await expect
        .poll(() => textOf('timeline-news'))
        .toMatch(/^上次查看（\d+月\d+日 \d\d:\d\d）后新增 3 条$/)
      const isNew = (item: HTMLElement) => within(item).queryByText('新') !== null
      const news = screen.getAllByTestId('timeline-item').filter(isNew)
      expect(news.map(seenText)).toEqual([
        expect.stringMatching(/^查看流程 李四新/),
        expect.stringMatching(/^通知签署 系统新/),
        expect.stringMatching(/^签署 张三新/),
      ])
    })

    it('shows nothing as new on a first visit, or when nothing has happened since', async () => {
      await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
      expect(textOf('timeline-news')).toBeNull()
      setRecord({ lastOpenedAt: Date.now() })
      await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
      expect(textOf('timeline-news')).toBeNull()
    })

    it('is filtered by what was done and by person', async () => {
      const user = await renderApp(app(), linkTo('SIGNING'))
      const items = () => textsOf('timeline-item')
      await choose(user, '查看')
      const seenBy = (name: string) => expect.stringMatching(`^查看流程 ${name}`)
      await expect.poll(items).toEqual([seenBy('李四'), seenBy('张三')])
      await choose(user, '张三')
      await expect.poll(items).toEqual([seenBy('张三')])
      await choose(user, '签署')
      await choose(user, '李四')
      await screen.findByText('没有符合条件的记录。')
      await user.click(screen.getByRole('button', { name: '取消筛选：签署' }))
      await user.click(await screen.findByRole('button', { name: '取消筛选：李四' }))
      await expect.poll(items).toHaveLength(11)
    })

    it("has no search field while it is short: the client's own search finds words", async () => {
      await renderApp(app(), linkTo('SIGNING'))
      await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
      expect(screen.queryByRole('searchbox')).toBeNull()
    })
  })

  describe('the time left to sign', () => {
    afterEach(() => {
      vi.useRealTimers()
    })

    /** Opens a flow whose deadline is this many milliseconds from now. */
    async function openWith(left: number, name = 'SIGNING'): Promise<Date> {
      vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
      const deadline = Date.now() + left
      setRecord({ deadline })
      await renderApp(app(), linkTo(name))
      await expect.poll(() => textOf('flow-status')).not.toBeNull()
      return new Date(deadline)
    }

    /** Advances the clock; timers that become due fire once. */
    function fastForward(ms: number): void {
      vi.setSystemTime(Date.now() + ms - 15_000)
      vi.advanceTimersByTime(15_000)
    }

    const timer = () => seenAll('[role="timer"] time')[0]

    it('is counted down in its largest unit, with the deadline', async () => {
      const deadline = await openWith(51 * hour + 5 * minute)
      await expect.poll(timer).toMatch(/^剩 2 天，(\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d 截止$/)
      const time = document.querySelector('[role="timer"] time')
      expect(time?.getAttribute('datetime')).toBe(deadline.toISOString())
      fastForward(4 * hour)
      await expect.poll(timer).toMatch(/^剩 1 天，/)
    })

    it('is counted in minutes in the last hour, and then how long ago the deadline was', async () => {
      await openWith(hour + 30_000)
      await expect.poll(timer).toMatch(/^剩 1 小时，/)
      fastForward(20 * minute)
      await expect.poll(timer).toMatch(/^剩 40 分钟，/)
      fastForward(20 * minute + 5000)
      await expect.poll(timer).toMatch(/^剩 20 分钟，/)
      fastForward(hour)
      await expect
        .poll(timer)
        .toMatch(
          /^已过截止时间 \d+ 分钟，(\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d 截止，e签宝尚未标为过期$/,
        )
    })

    it('is not counted when the flow has ended', async () => {
      await openWith(-hour, 'EXPIRED')
      await screen.findByText(/^(今天|昨天|\d+月\d+日) \d\d:\d\d 截止$/)
      expect(timer()).toBeUndefined()
    })

    it('is not shown when the flow is completed', async () => {
      await openWith(hour, 'COMPLETED')
      expect(screen.queryByText(/ 截止/)).toBeNull()
    })
  })
})
