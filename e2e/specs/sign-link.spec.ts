import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// Next to an outside signer, the initiator finds that person's signing link.

test("the initiator shares or copies an outside signer's signing link, and shows its QR code @android", async ({
  page,
  client,
}) => {
  await page.goto(linkTo('EXTERNAL'))
  const signer = page.getByTestId('signer').filter({ hasText: '孙八' })
  await signer.getByRole('button', { name: '孙八 的签署链接' }).click()
  const sheet = page.getByRole('dialog', { name: '提醒 孙八' })
  await expect(sheet.getByRole('img', { name: '孙八 的签署二维码' })).toBeVisible()
  await expectAccessible(page)
  client.answer('biz.util.share', { fail: { errorCode: '7', errorMessage: 'not supported' } })
  await sheet.getByRole('button', { name: '分享到钉钉' }).click()
  await expect(sheet.getByRole('alert')).toHaveText('钉钉没有打开分享（7）。请复制链接发送。')
  client.answer('biz.util.share', { ok: {} })
  await sheet.getByRole('button', { name: '分享到钉钉' }).click()
  await expect(sheet).toHaveCount(0)
  expect(client.callsOf('biz.util.share').at(-1)).toMatchObject({
    type: 1,
    title: '货物运输服务合同',
    content: '请 孙八 签署，打开后由 e签宝 验证身份 · For 孙八 to sign; eSign verifies you',
    // Outsiders open it outside of our pages.
    url: expect.stringMatching(/^https?:/),
  })

  await signer.getByRole('button', { name: '孙八 的签署链接' }).click()
  await sheet.getByRole('button', { name: '复制签署链接' }).click()
  await expect(sheet).toHaveCount(0)
  // Only outside signers have a signing link here.
  await expect(page.getByRole('button', { name: /的签署链接/ })).toHaveCount(1)
})
