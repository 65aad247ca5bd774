import { linkTo } from '../seeds.ts'
import { expect, test } from './fixtures.ts'

test('a contract', async ({ open, screen }) => {
  await open(linkTo('SIGNING'))
  await screen.expectText({ css: '[data-testid=flow-status]' }, '签署中')
  await screen.expectVisible({ css: '[data-testid=timeline-item]' })
  await screen.expectTidy()
})
