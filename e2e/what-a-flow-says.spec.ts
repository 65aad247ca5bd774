import { expect, test } from './fixtures.ts'
import { flowReads, linkTo } from './seeds.ts'

// Every status and operation has its words, and whatever e签宝 leaves out or writes oddly can be shown.

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
  { name: 'DELETED', word: '已删除', next: '流程已被删除。' },
  {
    name: 'REFUSED',
    word: '已拒签',
    next: '孙八 拒签，流程已结束。如仍需签署，请发起人重新发起。',
  },
  {
    name: 'UNKNOWN',
    word: '未知状态（9）',
    next: 'e签宝返回了我们还不认识的状态，以下是目前已知的信息。',
  },
]

for (const { name, word, next } of statuses) {
  test(`a flow that is ${name.toLowerCase()} is called ${word}`, async ({ page }) => {
    await page.goto(linkTo(name))
    await expect(page.getByTestId('flow-status')).toHaveText(word)
    await expect(page.getByTestId('flow-next-step')).toHaveText(next)
  })
}

/** e签宝's numbers for operations (obtains-the-task-details). */
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

test('every operation has its own label and a picture', async ({ page, sandbox }) => {
  const logs = operations.map(([code], index) => ({
    logType: String(code),
    operateDescription: '',
    operateTime: 1_700_000_000_000 - index * 60_000,
    operatorAccountName: '李四',
  }))
  await sandbox.fault({ match: flowReads, body: { businessScene: '合同', flowStatus: 2, logs } })
  await page.goto(linkTo('COMPLETED'))
  const items = page.getByTestId('timeline-item')
  await expect(items.locator('strong')).toHaveText(operations.map(([, label]) => label))
  await expect(items.locator('svg[aria-hidden="true"]')).toHaveCount(operations.length)
})

test('what e签宝 leaves out is said to be missing, never invented', async ({ page, sandbox }) => {
  const body = {
    businessScene: null,
    flowStatus: 1,
    initiatorName: null,
    logs: [{ logType: '23', operateDescription: null, operatorAccountName: null }, null, 'odd'],
  }
  await sandbox.fault({ match: flowReads, body })
  await sandbox.fault({ match: 'GET /v2.0/esign/signTasks/', body: {} })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-title')).toHaveText('未命名合同')
  await expect(page.getByTestId('flow-next-step')).toHaveText('等待签署。')
  await expect(page.getByTestId('flow-initiator')).toHaveText('e签宝未提供')
  await expect(page.getByTestId('flow-initiator-organization')).toHaveText('e签宝未提供')
  await expect(page.getByTestId('timeline-item')).toHaveText(['签署 未知操作人时间未知'])
})

test('a flow without any record says so', async ({ page, sandbox }) => {
  await sandbox.fault({ match: flowReads, body: { businessScene: '合同', flowStatus: 0 } })
  await page.goto(linkTo('DRAFT'))
  await expect(page.getByText('还没有操作记录。')).toBeVisible()
  await expect(page.getByTestId('timeline-item')).toHaveCount(0)
})

test('numbers may come as text or with a fraction, and records in any order', async ({
  page,
  sandbox,
}) => {
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
  await sandbox.fault({ match: flowReads, body })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('flow-title')).toHaveText('20260105')
  await expect(page.getByTestId('flow-initiator-organization')).toHaveText('e签宝未提供')
  await expect(page.getByTestId('timeline-item')).toContainText([
    /^签署 李四.*2026-01-05 12:01:00/,
    /^开启流程 张三.*2026-01-05 12:00:00/,
    /^创建流程 张三.*2026-01-05 11:59:00/,
    /^查看流程 王五.*时间未知/,
    /^其他操作（archive） 赵六.*时间未知/,
  ])
})

test('text from e签宝 is text and nothing else', async ({ page, sandbox }) => {
  const hostile = '<img src=x onerror="document.title=1"><b>合同</b>'
  const logs = [{ logType: '8', operateDescription: hostile, operatorAccountName: hostile }]
  await sandbox.fault({
    match: flowReads,
    body: { businessScene: hostile, flowStatus: 2, initiatorName: hostile, logs },
  })
  await page.goto(linkTo('COMPLETED'))
  await expect(page.getByTestId('flow-title')).toHaveText(hostile)
  await expect(page.getByTestId('flow-initiator')).toHaveText(hostile)
  await expect(page.getByTestId('timeline-item')).toContainText(hostile)
})
