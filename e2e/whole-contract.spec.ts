import { addFiles, addOutsider, answerPicker, expectReady, part, pdf } from './start-contract.ts'
import { expect, test } from './viewers.ts'

// One contract from the first file to the last signature, with everybody on a device of their own.

test.afterEach(({ sandbox }) => sandbox.reset())

test('a contract is started, signed by two people, and there to be read', async ({
  page,
  client,
  sandbox,
  another,
}) => {
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('框架协议.pdf'), pdf('价格表.pdf'))
  await expectReady(page, '框架协议.pdf')
  await expectReady(page, '价格表.pdf')
  await part(page, 'signers').getByRole('button', { name: '选择同事' }).click()
  await expect(page.getByTestId('draft-signer')).toHaveCount(1)
  await addOutsider(page, '周外', '13800000000')
  await part(page, 'signers').getByLabel('按顺序签署').check()
  await page.getByRole('button', { name: '发起签署' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 李四 签署')
  const { pathname } = new URL(page.url())
  const taskId = String(pathname.split('/').at(-1))

  // The colleague finds it among what waits for him, and signs.
  const colleague = await another('pc', 'lisi')
  await colleague.page.goto('/')
  await colleague.page.getByTestId('flow-row').filter({ hasText: '框架协议' }).click()
  const action = colleague.page.getByTestId('sign-action')
  await action.getByRole('button', { name: '去签署' }).click()
  const address = () => colleague.client.callsOf('biz.util.openSlidePanel')[0]?.['url']
  await expect.poll(address).toBeDefined()
  const launched = await colleague.page.context().newPage()
  await launched.goto(String(address()))
  await launched.getByRole('button', { name: '同意并签署' }).click()
  await expect(launched.getByText('签署完成。')).toBeVisible()
  await launched.close()

  // Whoever started it sees so without doing anything, and sees the end too.
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 周外 签署')
  await sandbox.advance(taskId)
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  await expect(page.getByTestId('signer')).toContainText([/李四.*已签署/, /周外.*已签署/])

  await page.getByRole('button', { name: '查看文件' }).click()
  const files = page.getByTestId('flow-documents').getByRole('link')
  await expect(files).toContainText(['框架协议', '价格表'])
  const file = await page.request.get(String(await files.first().getAttribute('href')))
  expect(file.ok()).toBe(true)
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
})
