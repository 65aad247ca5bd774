import { changeFlows, setRecord } from '../support/flow-answers.ts'
import { expect, test } from '../support/fixtures.ts'
import { flowReads, linkTo } from '../support/seeds.ts'

// Who has to sign, in which order, how far each is, and how it came about.

const signerReads = 'GET /v2.0/esign/signTasks/'

const usual = { role: 'signer', requirement: null, isMe: false, isWaitedFor: false } as const

test('says who signed when, who is waited for, and how many have signed', async ({ page }) => {
  await setRecord(page, {})
  await page.goto(linkTo('SIGNING'))
  const signers = page.getByTestId('signer')
  await expect(signers).toHaveText([
    /^张三已签署\d+月\d+日 \d\d:\d\d 签署$/,
    /^李四待签署$/,
    /^孙八未签署$/,
  ])
  await expect(page.getByText('1/3 已签', { exact: true })).toBeVisible()
})

test('puts them in order, says who signs at the same time, and who one is', async ({ page }) => {
  await setRecord(page, {
    people: [
      { ...usual, name: '孙八', order: 1 },
      { ...usual, name: '张三', order: 2, isMe: true, requirement: '个人章' },
      { ...usual, name: '李四', order: 2, requirement: '企业章、个人章', isWaitedFor: true },
      { ...usual, role: 'cc', name: '周九', order: null },
    ],
  })
  await page.goto(linkTo('SIGNING'))
  const signers = page.getByTestId('signer')
  await expect(signers).toHaveText([
    /^孙八未签署$/,
    /^张三我已签署同时签署 · 个人章\d+月\d+日 /,
    /^李四待签署同时签署 · 企业章、个人章$/,
  ])
  const marks = await signers
    .locator('.step-mark')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-mark')))
  expect(marks).toEqual(['1', '✓', '2'])
  await expect(page.getByText('抄送：周九')).toBeVisible()
})

test('says who refused, when and why', async ({ page }) => {
  await page.goto(linkTo('REFUSED'))
  await expect(page.getByTestId('signer')).toHaveText([
    /^李四已签署\d+月\d+日 \d\d:\d\d 签署$/,
    /^孙八已拒签\d+月\d+日 \d\d:\d\d 拒签说明：拒绝签署：付款周期与约定不符$/,
  ])
})

test('says from whom signing was passed on', async ({ page, sandbox }) => {
  const logs = [
    {
      logType: '24',
      operateDescription: '李四 转签给 王五',
      operateTime: Date.now(),
      operatorAccountName: '李四',
    },
  ]
  await sandbox.fault({ match: flowReads, body: { businessScene: '合同', flowStatus: 1, logs } })
  const signers = [
    { signerName: '李四', signStatus: 1 },
    { signerName: '王五', signStatus: 0 },
  ]
  await sandbox.fault({ match: signerReads, body: { signers } })
  await setRecord(page, {})
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('signer')).toHaveText([
    '李四未签署李四 转签给 王五',
    '王五待签署由 李四 转签',
  ])
})

test('falls back to whom it was started with when e签宝 cannot tell', async ({ page, sandbox }) => {
  await sandbox.fault({ match: signerReads, status: 503, body: {} })
  await setRecord(page, { people: [{ ...usual, name: '李四', order: 1, isMe: true }] })
  await page.goto(linkTo('SIGNING'))
  await expect(
    page.getByText('签署人状态暂时无法从 e签宝获取，以下是在本应用发起时的记录。'),
  ).toBeVisible()
  await expect(page.getByTestId('signer')).toHaveText(['李四我状态未知'])
})

test('has nothing more to tell when the app remembers nothing', async ({ page }) => {
  await changeFlows(page, (view) => ({ ...view, registry: null }))
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('signer')).toHaveText([/^张三/, /^李四/, /^孙八/])
  await expect(page.getByRole('timer')).toHaveCount(0)
})

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('no name breaks in the middle', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-stages')).toBeVisible()
    const heights = await page
      .locator('.name')
      .evaluateAll((names) => names.map((name) => name.getClientRects().length))
    expect(heights.length).toBeGreaterThan(5)
    expect(heights.filter((lines) => lines !== 1)).toEqual([])
  })
})
