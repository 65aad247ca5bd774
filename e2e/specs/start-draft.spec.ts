import { expect, test } from '../support/fixtures.ts'
import { contexts } from '../client/platforms.ts'
import {
  addFiles,
  addOutsider,
  answerPicker,
  expectReady,
  fileRow,
  finish,
  forgetStarts,
  openSetting,
  openSheet,
  openStart,
  part,
  pdf,
  pickerCall,
  startCalls,
} from '../support/start-contract.ts'

// What somebody fills in before a contract is started: what is wrong is told, and nothing is lost.

test.beforeEach(({ sandbox }) => sandbox.reset())
test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

test('what is wrong is told at its row, and the first of it has the focus', async ({ page }) => {
  await page.goto('/start')
  await expect(page.getByRole('button', { name: /^发起方式/ })).toContainText('直接发起')
  // Nothing is wrong with what nobody has come to yet.
  await expect(page.locator('[data-rule]')).toHaveCount(0)
  await page.getByRole('button', { name: '发起签署' }).click()
  const files = page.getByRole('button', { name: /^添加文件/ })
  await expect(files).toBeFocused()
  await expect(files).toContainText('请至少添加一个合同文件')
  await expect(page.getByRole('button', { name: /^添加同事/ })).toContainText(
    '请至少添加一位签署人',
  )
  await expect(page.getByText('还有 3 处需要修改')).toBeVisible()

  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  const title = page.getByLabel('合同名称', { exact: true })
  await title.fill('合同*')
  await expect(title).toHaveAccessibleDescription(/不能包含特殊字符/)
  await expect(title).toHaveAttribute('aria-invalid', 'true')
  await title.fill('合同')
  await expect(title).toHaveAccessibleDescription('')
  await expect(page.getByText('还有 1 处需要修改')).toBeVisible()
})

test('an earlier draft is told what is wrong in it, and where', async ({ page }) => {
  await page.goto('/start')
  await page.getByLabel('合同名称', { exact: true }).fill('合同')
  // As it was kept when people were born into the draft before anything was known of them.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('start-draft:')) ?? ''
    const stored = JSON.parse(localStorage.getItem(key) ?? '')
    const nobody = { kind: 'outsider', account: '1380000', name: '', organization: '' }
    stored.draft.signers = [{ key: 's1', ...nobody, seals: ['company'], withPrevious: false }]
    stored.draft.copies = [{ key: 'c1', ...nobody, name: '周外' }]
    stored.draft.deadline = '2020-01-01T08:00'
    localStorage.setItem(key, JSON.stringify(stored))
  })
  await page.reload()
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await page.getByRole('button', { name: '发起签署' }).click()
  const signer = page.getByTestId('draft-signer')
  await expect(signer.getByRole('button')).toBeFocused()
  await expect(signer).toContainText('请填写姓名')
  await expect(signer).toContainText('请填写 11 位手机号或邮箱地址')
  await expect(signer).toContainText('需要盖企业章，请填写企业名称')
  await expect(page.getByRole('button', { name: /^签署截止时间/ })).toContainText(
    '截止时间已经过去',
  )
  const copies = page.getByRole('button', { name: /^抄送人/ })
  await expect(copies).toContainText('1 人')
  await expect(copies).toContainText('请填写 11 位手机号或邮箱地址')
  await copies.click()
  await expect(part(page, 'copies').getByTestId('draft-copy')).toContainText([/周外.*请填写 11 位/])
})

test.describe('in English', () => {
  test.use({ userAgent: contexts.android.userAgent?.replace('zh-CN abi', 'en-US abi') ?? '' })

  test('says what is wrong', async ({ page }) => {
    await page.goto('/start')
    await page.getByRole('button', { name: 'Start signing' }).click()
    await expect(page.getByRole('button', { name: /^Add files/ })).toContainText(
      'Add at least one contract file',
    )
    await expect(page.getByText('3 things to correct')).toBeVisible()
    await page.getByRole('button', { name: 'Add an outside person' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add an outside person' })
    await sheet.getByLabel('Mobile number or email').fill('1380000')
    await sheet.getByRole('checkbox', { name: 'Company seal' }).check()
    await sheet.getByRole('button', { name: 'Done' }).click()
    await expect(sheet.getByRole('alert')).toHaveText([
      'Enter a name',
      'Enter a mobile number of 11 digits or an email address',
      'Enter the company: a company seal is needed',
    ])
    await sheet.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: /^Signing deadline/ }).click()
    const deadline = page.getByRole('dialog', { name: 'Signing deadline' })
    await deadline.getByRole('radio', { name: 'Another time' }).check()
    await deadline.locator('input[type="datetime-local"]').fill('2020-01-01T08:00')
    await deadline.getByRole('button', { name: 'Done' }).click()
    await expect(deadline.getByRole('alert')).toHaveText(
      'This time has passed. Choose a later one.',
    )
  })
})

test('a field tells what is wrong once somebody has typed into it and leaves it', async ({
  page,
}) => {
  await openStart(page)
  await part(page, 'signers').getByRole('button', { name: '添加外部人员' }).click()
  const sheet = page.getByRole('dialog', { name: '添加外部人员' })
  const name = sheet.getByLabel('姓名')
  await name.focus()
  await name.blur()
  await expect(name).toHaveAccessibleDescription('')
  const account = sheet.getByLabel('手机号或邮箱')
  await account.fill('1380000')
  await expect(account).toHaveAccessibleDescription('')
  await account.blur()
  await expect(account).toHaveAccessibleDescription('请填写 11 位手机号或邮箱地址')
  await account.fill('zhou@example.com')
  await expect(account).toHaveAccessibleDescription('')
})

test('somebody outside is added once all is told, and can be changed', async ({ page }) => {
  await openStart(page)
  const signers = part(page, 'signers')
  const rows = signers.getByTestId('draft-signer')
  await signers.getByRole('button', { name: '添加外部人员' }).click()
  const adding = page.getByRole('dialog', { name: '添加外部人员' })
  await expect(adding.getByRole('alert')).toHaveCount(0)
  await adding.getByLabel('手机号或邮箱').fill('1380000')
  await adding.getByRole('checkbox', { name: '企业章' }).check()
  await adding.getByRole('button', { name: '完成' }).click()
  await expect(adding.getByLabel('姓名')).toBeFocused()
  await expect(adding.getByRole('alert')).toHaveText([
    '请填写姓名',
    '请填写 11 位手机号或邮箱地址',
    '需要盖企业章，请填写企业名称',
  ])
  await adding.getByLabel('姓名').fill('周外')
  await adding.getByLabel('手机号或邮箱').fill('13800000000')
  await adding.getByLabel('企业名称').fill('云帆')
  // The enter key is as good as the button.
  await adding.getByLabel('企业名称').press('Enter')
  await expect(adding).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeAttached()
  await expect(rows).toContainText(['外部人员 · 企业章、个人章'])

  const editing = await openSheet(rows)
  await editing.getByRole('checkbox', { name: '企业章' }).uncheck()
  await editing.getByRole('button', { name: '取消' }).click()
  await expect(editing).toHaveCount(0)
  await expect(rows).toContainText(['外部人员 · 企业章、个人章'])
  await openSheet(rows)
  await editing.getByRole('checkbox', { name: '企业章' }).uncheck()
  await finish(editing)
  await expect(rows).not.toContainText('企业章')
  await openSheet(rows)
  await editing.getByRole('button', { name: '移除' }).click()
  await expect(rows).toHaveCount(0)
  await expect(signers.getByRole('button', { name: '添加同事' })).toBeFocused()
})

test('a deadline is one of a few, or a time of one’s own', async ({ page }) => {
  await openStart(page)
  const row = page.getByRole('button', { name: /^签署截止时间/ })
  await expect(row).toContainText('不限')
  const sheet = await openSetting(page, '签署截止时间')
  await sheet.getByRole('radio', { name: /^7 天/ }).check()
  await finish(sheet)
  await expect(row).toContainText(/\d+月\d+日.* 23:59/)
  await openSetting(page, '签署截止时间')
  await expect(sheet.getByRole('radio', { name: /^7 天/ })).toBeChecked()
  await sheet.getByRole('radio', { name: '自选' }).check()
  const time = sheet.getByLabel('签署截止时间', { exact: true }).last()
  await time.fill('2020-01-01T08:00')
  await sheet.getByRole('button', { name: '完成' }).click()
  await expect(time).toBeFocused()
  await expect(time).toHaveAccessibleDescription(/截止时间已经过去/)
  await sheet.getByRole('radio', { name: '不限' }).check()
  await finish(sheet)
  await expect(row).toContainText('不限')
})

test('the enter key in a field starts nothing', async ({ page, sandbox }) => {
  await page.goto('/start')
  await page.getByLabel('合同名称', { exact: true }).fill('合同')
  await page.getByLabel('合同名称', { exact: true }).press('Enter')
  await expect(page.locator('[data-rule]')).toHaveCount(0)
  expect(await startCalls(sandbox)).toBe(0)
})

test('the draft is there again after the app was closed', async ({ page, client, sandbox }) => {
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await page.getByLabel('合同名称', { exact: true }).fill('年度采购')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(part(page, 'signers').getByTestId('draft-signer')).toContainText(['李四'])
  await addOutsider(page, '周外', 'zhou@example.com')
  answerPicker(client, { wangwu: '王五' })
  const copies = await openSetting(page, '抄送人')
  await copies.getByRole('button', { name: '添加同事' }).click()
  await expect(copies.getByTestId('draft-copy')).toContainText(['王五'])
  await finish(copies)
  // One file is still on its way when the app is closed.
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', delayMs: 30_000 })
  await addFiles(page, pdf('b.pdf'))
  await expect(fileRow(page, 'b.pdf')).toHaveAttribute('data-stage', 'sending')
  await page.context().newPage()
  await page.close({ runBeforeUnload: false })

  const again = await page.context().newPage()
  await again.goto('/start')
  await expect(again.getByText('已恢复上次没有发起的内容。')).toBeVisible()
  await expectReady(again, 'a.pdf')
  await expect(fileRow(again, 'b.pdf')).toContainText('上传被中断，请重新选择这个文件')
  await expect(again.getByLabel('合同名称', { exact: true })).toHaveValue('年度采购')
  await expect(part(again, 'signers').getByTestId('draft-signer')).toContainText(['李四', '周外'])
  const copiesAgain = await openSetting(again, '抄送人')
  await expect(copiesAgain.getByTestId('draft-copy')).toContainText(['王五'])
  await finish(copiesAgain)
  const lost = await openSheet(fileRow(again, 'b.pdf'))
  await lost.getByRole('button', { name: '移除' }).click()
  await again.getByRole('button', { name: '发起签署' }).click()
  await expect(again).toHaveURL(/\/flows\/PRO-/)
  await expect(again.getByTestId('flow-title')).toHaveText('年度采购')
})

test('a file that e签宝 has lost meanwhile is said to be gone', async ({
  page,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/files/)
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await sandbox.reset()
  await page.reload()
  await expect(fileRow(page, 'a.pdf')).toContainText('e签宝已没有这个文件，请重新选择')
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(fileRow(page, 'a.pdf').getByRole('button')).toBeFocused()
})

test('other people on the same device see nothing of a draft', async ({ page }) => {
  await page.goto('/start')
  await page.getByLabel('合同名称', { exact: true }).fill('年度采购')
  const kept = await page.evaluate(() => Object.keys(localStorage).join())
  expect(kept).toContain('/zhangsan')
  await page.reload()
  await expect(page.getByLabel('合同名称', { exact: true })).toHaveValue('年度采购')
  await page.getByRole('button', { name: '清空重填' }).click()
  const question = page.getByRole('dialog', { name: '清空所有已填写的内容和文件？' })
  await expect(question.getByRole('button', { name: '取消' })).toBeFocused()
  await question.getByRole('button', { name: '清空' }).click()
  await expect(page.getByLabel('合同名称', { exact: true })).toHaveValue('')
  expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('start-draft')
})

test('two taps start one contract', async ({ page, client, sandbox }) => {
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toContainText(['李四'])
  await page.getByRole('button', { name: '发起签署' }).dblclick()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  expect(await startCalls(sandbox)).toBe(1)
})

test('an attempt without an answer is made again without starting twice', async ({
  page,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource/)
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toContainText(['李四'])
  // The request arrives, and the answer is lost on its way back.
  await page.route('**/api/flows', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(page.getByTestId('failure')).toContainText('再次提交不会重复发起。')
  expect(await startCalls(sandbox)).toBe(1)
  await page.unroute('**/api/flows')

  // With another content it would be another contract, so somebody has to look first.
  const title = page.getByLabel('合同名称', { exact: true })
  await title.fill('另一份合同')
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(page.getByTestId('doubtful')).toContainText('合同可能已经发起')
  await title.fill('a')
  await page.reload()
  await expectReady(page, 'a.pdf')
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  expect(await startCalls(sandbox)).toBe(1)
})

test('a contract of which e签宝 tells nothing is started again only when asked for', async ({
  page,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/flows/)
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toContainText(['李四'])
  await sandbox.fault({ match: '/v2.0/esign/process/startAtOnce', status: 502, body: '<html>' })
  await page.getByRole('button', { name: '发起签署' }).click()
  const doubtful = page.getByTestId('doubtful')
  await expect(doubtful).toContainText('上次提交没有收到结果')
  await expect(doubtful.getByTestId('failure')).toContainText(/请求编号：\S+/)
  const before = await startCalls(sandbox)
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(doubtful).toBeVisible()
  expect(await startCalls(sandbox)).toBe(before)
  await page.reload()
  await expectReady(page, 'a.pdf')
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(doubtful).toBeVisible()
  await doubtful.getByRole('button', { name: '确认没有，重新发起' }).click()
  await expect(doubtful.getByTestId('failure')).toBeVisible()
  await expect.poll(() => startCalls(sandbox)).toBeGreaterThan(before)
})

test('an address book that does not open is explained, one that is closed is not', async ({
  page,
  client,
}) => {
  await openStart(page)
  const signers = part(page, 'signers')
  client.answer(pickerCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect.poll(() => client.callsOf(pickerCall)).toHaveLength(1)
  await expect(signers.getByRole('button', { name: '添加同事' })).toBeEnabled()
  await expect(signers.getByRole('alert')).toHaveCount(0)
  client.answer(pickerCall, { fail: { errorCode: '3', errorMessage: 'no' } })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(signers.getByRole('alert')).toContainText('钉钉没有打开通讯录（3）')
})

test('who is picked no more is gone, and the others keep their seals', async ({ page, client }) => {
  answerPicker(client, { lisi: '李四', wangwu: '王五' })
  await openStart(page)
  const signers = part(page, 'signers')
  const rows = signers.getByTestId('draft-signer')
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(rows).toContainText(['李四', '王五'])
  const sheet = await openSheet(rows.filter({ hasText: '王五' }))
  await sheet.getByRole('checkbox', { name: '企业章' }).check()
  await finish(sheet)
  answerPicker(client, { wangwu: '王五' })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(rows).toContainText(['王五'])
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('企业章、个人章')
  expect(client.callsOf(pickerCall)[1]).toMatchObject({ pickedUsers: ['lisi', 'wangwu'] })
})

test('leaving while a file is on its way is asked about', async ({ page, client, sandbox }) => {
  const close = 'biz.navigation.close'
  await page.goto('/start')
  expect(await client.pressBack(page)).toBe(false)
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', delayMs: 30_000 })
  await addFiles(page, pdf('a.pdf'))
  await expect(fileRow(page, 'a.pdf')).toHaveAttribute('data-stage', 'sending')
  expect(await client.pressBack(page)).toBe(true)
  const question = page.getByRole('dialog', { name: '文件还在上传' })
  await question.getByRole('button', { name: '留在这里' }).click()
  await expect(question).toHaveCount(0)
  expect(client.callsOf(close)).toEqual([])
  expect(await client.pressBack(page)).toBe(true)
  await question.getByRole('button', { name: '离开' }).click()
  await expect.poll(() => client.callsOf(close)).toHaveLength(1)
  await fileRow(page, 'a.pdf').getByRole('button', { name: '取消上传' }).click()
  await expect(question).toHaveCount(0)
  expect(await client.pressBack(page)).toBe(false)
})

test('an upload goes on while another page of the app is shown', async ({ page, client }) => {
  await page.goto('/')
  await page.getByRole('link', { name: '发起合同' }).click()
  await addFiles(page, pdf('a.pdf'))
  expect(await client.pressBack(page)).toBe(true)
  await expect(page).toHaveURL(/\/$/)
  await page.getByRole('link', { name: '发起合同' }).click()
  await expectReady(page, 'a.pdf')
})
