import { Webhook } from 'standardwebhooks'
import { startReceiver, type Receiver } from '#proxy/features/webhooks/testing/receiver.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// What admins have other systems told. 王五 is the admin of the sandbox's organisation.

test.use({ person: 'wangwu', settings: { WEBHOOK_HOSTS: '127.0.0.1' }, ownApp: 'webhooks' })

let receiver: Receiver

test.beforeEach(async () => {
  receiver = await startReceiver()
})

test.afterEach(() => receiver.close())

function verify(secret: string, { headers, body }: Receiver['received'][number]): void {
  const strings = Object.entries(headers).map(([name, value]) => [name, String(value)])
  new Webhook(secret).verify(body, Object.fromEntries(strings))
}

test('an administrator sets an address, sees what fails, sends it again, changes the secret, and deletes it', async ({
  page,
  sandbox,
}) => {
  receiver.answerWith(503, '<b>维护中</b>')
  // The signers of this contract have to be known before one more signs.
  await page.goto(linkTo('SIGNING'))
  const title = String(await page.getByTestId('flow-title').textContent())
  await page.goto('/admin')
  await page.getByTestId('desk-pages').getByRole('link', { name: 'Webhook' }).click()
  const webhooks = page.getByTestId('webhooks')
  const secret = page.getByTestId('webhook-secret')
  const secretText = async () => /whsec_\S+/.exec(await secret.innerText())?.[0] ?? ''

  await test.step('the address and what it is told', async () => {
    await expect(webhooks).toContainText('还没有 Webhook。')
    await page.getByRole('button', { name: '添加 Webhook' }).click()
    const form = page.getByTestId('new-webhook')
    await form.getByRole('checkbox', { name: '一天后截止' }).uncheck()
    await form.getByRole('textbox', { name: '地址' }).fill(receiver.url)
    await form.getByRole('button', { name: '添加', exact: true }).click()
    await expect(webhooks).toContainText(receiver.url)
    await expect(webhooks).toContainText('有人签署')
    await expect(webhooks).not.toContainText('一天后截止')
  })

  await test.step('its secret, in view and once', async () => {
    await expect(secret).toBeInViewport()
    await expect(secret).toContainText('只显示这一次')
  })
  const first = await secretText()

  const delivery = page.getByTestId('webhook-delivery').first()
  await test.step('what failed, with the content and the answer as text', async () => {
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await expect.poll(() => receiver.received.length).toBeGreaterThan(0)
    await webhooks.getByRole('button', { name: '发送记录' }).click()
    await expect(delivery).toContainText('有人签署')
    await expect(delivery).toContainText('返回 503')
    await delivery.getByRole('button', { name: '有人签署' }).click()
    await expect(delivery).toContainText('"taskId":"PRO-SANDBOX-SIGNING"')
    await expect(delivery).not.toContainText(title)
    await expect(delivery).toContainText('<b>维护中</b>')
  })

  await test.step('sent again', async () => {
    receiver.answerWith(204)
    await delivery.getByRole('button', { name: '重新发送' }).click()
    await expect(delivery).toContainText('已送达')
    for (const each of receiver.received) verify(first, each)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  await test.step('a second secret, and both sign', async () => {
    await webhooks.getByRole('button', { name: '更换密钥' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click()
    await expect(secret).not.toContainText(first)
    await expect(secret).toBeInViewport()
    await expect(webhooks).toContainText('旧密钥到')
    const second = await secretText()
    const before = receiver.received.length
    await delivery.getByRole('button', { name: '重新发送' }).click()
    await expect.poll(() => receiver.received.length).toBe(before + 1)
    for (const each of receiver.received.slice(before)) {
      verify(first, each)
      verify(second, each)
    }
    await page.reload()
    await expect(webhooks).toContainText(receiver.url)
    await expect(page.locator('body')).not.toContainText('whsec_')
  })

  await test.step('deleted', async () => {
    await webhooks.getByRole('button', { name: '删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await expect(webhooks).toContainText('还没有 Webhook。')
  })
})
