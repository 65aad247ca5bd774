import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { linkTo } from '../seeds.ts'
import { test } from './fixtures.ts'

// Every page shows what it is there for, within the screen.

const status = { css: '[data-testid=flow-status]' }
const heading = { css: 'h1' }

test('a contract', async ({ open, screen }) => {
  await open(linkTo('SIGNING'))
  await screen.expectText(status, '签署中')
  await screen.expectText({ css: '[data-testid=flow-title]' }, '办公设备采购合同')
  await screen.expectText({ css: '[data-testid=flow-next-step]' }, /^等待 李四 签署/)
  await screen.expectVisible({ css: '[data-testid=timeline-item]' })
  await screen.expectVisible({ css: 'button', name: '查看文件' })
  await screen.expectTidy()
})

test('a contract that waits for a seal approval', async ({ open, screen }) => {
  await open(linkTo('SEAL-APPROVAL'))
  await screen.expectText({ css: '[data-testid=flow-next-step]' }, /审批/)
  await screen.expectVisible({ css: '[data-testid=flow-approvals]' })
  await screen.expectTidy()
})

test('a contract with 5,000 records', async ({ open, screen }) => {
  await open(linkTo('LONG'))
  await screen.expectVisible({ css: '[data-testid=timeline-item]' })
  await screen.expectTidy()
})

test('the print record', async ({ open, screen }) => {
  await open(`${linkTo('SIGNING')}&view=audit`)
  await screen.expectVisible({ css: '[data-testid=audit-fingerprint]' })
  await screen.expectTidy()
})

test('home', async ({ open, screen }) => {
  await open('/?scope=started')
  await screen.expectVisible({ css: '[data-testid=flow-row]', name: '办公设备采购合同' })
  await screen.expectTidy()
})

test('the contracts of an approval', async ({ open, screen }) => {
  await open(`/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`)
  await screen.expectText(heading, '这个审批附有 2 份合同')
  await screen.expectTidy()
})

test('starting a contract', async ({ open, screen }) => {
  await open('/start')
  await screen.expectVisible({ css: 'button', name: '发起签署' })
  await screen.expectTidy()
})

test('me', async ({ open, screen }) => {
  await open('/me')
  await screen.expectVisible({ css: '[data-testid=my-real-name]' })
  await screen.expectTidy()
})

test('an address that leads nowhere', async ({ open, screen }) => {
  await open('/nowhere')
  await screen.expectVisible({ css: '[data-testid=app-error]' })
  await screen.expectTidy()
})

test.describe('an admin', () => {
  test.use({ person: 'wangwu' })

  test('has the desk', async ({ open, screen }) => {
    await open('/admin')
    await screen.expectVisible({ css: '[data-testid=corp-state]' })
    await screen.expectVisible({ css: '[data-testid=statistics]' })
    await screen.expectTidy()
  })
})
