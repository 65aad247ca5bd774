// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { describe, expect, it } from 'vitest'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { changeFlows } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText, textOf, textsOf } from './render-app.tsx'

const app = serveApp()

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
  await expect.poll(banner).toContain('拒签原因：付款周期与约定不符')
  expect(textsOf('signer').find((text) => text.includes('孙八'))).toContain('已拒签')
})

it('a revocation is shown with its reason', async () => {
  await renderApp(app(), linkTo('REVOKED'))
  await expect.poll(banner).toContain('撤销原因：租金条款需要修改')
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
    await expect
      .poll(() => textOf('flow-lead'))
      .toBe('轮到您审批用印 · 已等 5 小时（同名，请核对）')
  })

  it('that is pending is shown with who has to decide, and since when', async () => {
    const user = await renderApp(app(), linkTo('SEAL-APPROVAL'))
    await expect
      .poll(() => textOf('flow-next-step'))
      .toBe('等待 李四 审批用印，已 5 小时，之后由 孙八 签署。')
    const approval = await screen.findByTestId('flow-approvals')
    expect(seenText(approval)).toContain('张三 发起')
    expect(seenAll('ol > li', approval)).toEqual([
      expect.stringMatching(/^李四审批中开始于 (今天|昨天) \d\d:\d\d$/),
      expect.stringMatching(/^王五等待审批$/),
    ])
    expect(textsOf('flow-lead')).toEqual([])
    await user.click(within(approval).getByRole('button', { name: '查看印章' }))
    const dialog = await screen.findByRole('dialog', { name: '印章图片' })
    const picture = within(dialog).getByRole<HTMLImageElement>('img')
    expect(picture.src).toMatch(/^http.*seal/)
    // A sheet without buttons has a close button at the bottom, in addition to the one at the top.
    const [, foot] = within(dialog).getAllByRole('button', { name: '关闭' })
    if (foot === undefined) throw new Error('nothing at the foot closes the sheet')
    await user.click(foot)
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
    expect(approval.querySelectorAll('.is-waited-for, .adm-step-status-process')).toHaveLength(0)
    expect(seenText(approval)).not.toMatch(/审批中|等待审批|开始于/)
    await user.click(await screen.findByRole('button', { name: '审计记录' }))
    const record = await screen.findByTestId('audit-trail')
    expect(seenText(record)).toContain('未审批')
    expect(seenText(record)).not.toMatch(/审批中|等待审批/)
  })

  it('marks the approver whose turn it is, and who has the name of the viewer', async () => {
    await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
    const approval = await screen.findByTestId('flow-approvals')
    expect(seenAll('.is-waited-for .step-name', approval)).toEqual(['李四同名，请核对'])
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
