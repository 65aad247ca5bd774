import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/fixtures.ts'
import { linkTo } from '../support/seeds.ts'

// Beside a signer outside of the organisation, the initiator finds where that person signs.

test('the initiator copies the signing link of somebody outside, and shows its code @android', async ({
  page,
}) => {
  await page.goto(linkTo('EXTERNAL'))
  const signer = page.getByTestId('signer').filter({ hasText: '孙八' })
  await signer.getByRole('button', { name: '孙八 的签署链接' }).click()
  const sheet = page.getByRole('dialog', { name: '孙八 的签署链接' })
  await expect(sheet.getByRole('img', { name: '孙八 的签署二维码' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
  await sheet.getByRole('button', { name: '复制签署链接' }).click()
  await expect(sheet).toHaveCount(0)
  // Only beside people outside.
  await expect(page.getByRole('button', { name: /的签署链接/ })).toHaveCount(1)
})
