import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// Next to an outside signer, the initiator finds that person's signing link.

test("the initiator copies an outside signer's signing link, and shows its QR code @android", async ({
  page,
}) => {
  await page.goto(linkTo('EXTERNAL'))
  const signer = page.getByTestId('signer').filter({ hasText: '孙八' })
  await signer.getByRole('button', { name: '孙八 的签署链接' }).click()
  const sheet = page.getByRole('dialog', { name: '提醒 孙八' })
  await expect(sheet.getByRole('img', { name: '孙八 的签署二维码' })).toBeVisible()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: '复制签署链接' }).click()
  await expect(sheet).toHaveCount(0)
  // Only outside signers have a signing link here.
  await expect(page.getByRole('button', { name: /的签署链接/ })).toHaveCount(1)
})
