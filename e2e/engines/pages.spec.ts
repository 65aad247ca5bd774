import { sandboxCorpId } from '#sandbox/credentials.ts'
import { AppServer } from '#e2e/servers/app-server.ts'
import { liveSettings } from '#e2e/support/live-settings.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test } from './fixtures.ts'

// Each page shows its main content without overflowing the screen, with its main action within
// reach.

const status = { css: '[data-testid=flow-status]' }
const heading = { css: 'h1' }
/** The first button of the bar at the lower edge: the main action of a page that has the bar. */
const mainAction = { css: '.page-bar-actions button' }

test('a contract', async ({ open, view }) => {
  await open(linkTo('SIGNING'))
  await view.expectText(status, '签署中')
  await view.expectText({ css: '[data-testid=flow-title]' }, '办公设备采购合同')
  await view.expectText({ css: '[data-testid=flow-next-step]' }, /^等待 李四 签署/)
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  await view.expectVisible({ css: 'button', name: '查看文件' })
  await view.expectWithinReach({ css: 'button', name: '催办' })
  await view.expectTidy()
})

test('a contract that waits for a seal approval', async ({ open, view }) => {
  await open(linkTo('SEAL-APPROVAL'))
  await view.expectText({ css: '[data-testid=flow-next-step]' }, /审批/)
  await view.expectVisible({ css: '[data-testid=flow-approvals]' })
  await view.expectWithinReach(mainAction)
  await view.expectTidy()
})

test('a contract with 5,000 records', async ({ open, view }) => {
  await open(linkTo('LONG'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  await view.expectWithinReach(mainAction)
  await view.expectTidy()
})

test('the print record', async ({ open, view }) => {
  await open(`${linkTo('SIGNING')}&view=audit`)
  await view.expectVisible({ css: '[data-testid=audit-fingerprint]' })
  await view.expectWithinReach(mainAction)
  await view.expectTidy()
})

test('home', async ({ open, view, engine }) => {
  await open('/?scope=started')
  await view.expectVisible({ css: '[data-testid=flow-row]', name: '办公设备采购合同' })
  await view.expectWithinReach({ css: '[role=search] input' })
  await view.expectTidy()
  // Each row starts where the row above it ends, to the pixel.
  const gaps = () =>
    engine.evaluate(
      `Array.from(document.querySelectorAll('[data-testid=flow-row]'))
        .map((row) => row.getBoundingClientRect())
        .map(({ top }, index, rows) => (index === 0 ? 0 : Math.abs(top - rows[index - 1].bottom)))
        .filter((gap) => gap >= 1)`,
    )
  // Polled, because a row that was just rendered is not measured yet.
  await expect.poll(gaps).toEqual([])
})

test('the contracts of an approval', async ({ open, view }) => {
  await open(`/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`)
  await view.expectText(heading, '这个审批附有 2 份合同')
  await view.expectWithinReach({ css: 'a', name: '办公设备采购合同' })
  await view.expectWithinReach(mainAction)
  await view.expectTidy()
})

test('starting a contract', async ({ open, view }) => {
  await open('/start')
  await view.expectWithinReach({ css: 'button', name: '发起签署' })
  await view.expectTidy()
})

test('me', async ({ open, view }) => {
  await open('/me')
  await view.expectVisible({ css: '[data-testid=my-real-name]' })
  await view.expectWithinReach({ css: '[role=switch]' })
  await view.expectTidy()
})

test('a contract that the person may not see leads home', async ({ open, view }) => {
  await open('/flows/PRO-SANDBOX-NOTHING')
  await view.expectVisible({ css: '[data-testid=app-error][data-code=flow-forbidden]' })
  await view.expectWithinReach({ css: 'button', name: '返回首页' })
  await view.expectTidy()
  await view.tap({ css: 'button', name: '返回首页' })
  await view.expectVisible({ css: '[role=search] input' })
})

test('signed out', async ({ open, view }) => {
  await open('/me')
  await view.tap({ css: 'button', name: '退出登录' })
  await view.tap({ css: '[role=dialog] button', name: '退出登录' })
  await view.expectText(heading, '已退出登录')
  await view.expectWithinReach({ css: 'button', name: '重新登录' })
  await view.expectTidy()
})

test('an unknown address', async ({ open, view }) => {
  await open('/nowhere')
  await view.expectVisible({ css: '[data-testid=app-error]' })
  await view.expectWithinReach({ css: 'button', name: '返回首页' })
  await view.expectTidy()
})

test.describe('an admin', () => {
  test.use({ person: 'wangwu' })

  test('sees the desk', async ({ open, view }) => {
    await open('/admin')
    await view.expectVisible({ css: '[data-testid=desk-pages]' })
    await view.expectVisible({ css: '[data-testid=statistics]' })
    await view.expectWithinReach({ css: 'a', name: '办公设备采购合同' })
    await view.expectTidy()
    await open('/admin?view=times')
    await view.expectVisible({ css: '[data-testid=flows-by-month] figure' })
    await view.expectVisible({ css: '[data-testid=finished-stages]' })
    await view.expectTidy()
  })

  test('who runs the app sees the organisations that use it', async ({ open, view }) => {
    await open('/operator')
    await view.expectVisible({ css: '[data-testid=corps]' })
    await view.expectWithinReach({ css: '[role=search] input' })
    await view.expectTidy()
  })

  test('who runs the app sees an organisation', async ({ open, view }) => {
    await open(`/operator/${sandboxCorpId}`)
    await view.expectVisible({ css: '[data-testid=corp-view]' })
    await view.expectWithinReach({ css: 'button', name: '新订单' })
    await view.expectTidy()
  })
})

test.describe('outside DingTalk', () => {
  test('a person of the sandbox is chosen', async ({ open, view, clientProxy }) => {
    clientProxy.isDingTalk = false
    await open(linkTo('SIGNING'))
    await view.expectText(heading, '沙箱模式')
    await view.expectWithinReach({ css: 'button', name: '以审批人身份继续（李四）' })
    await view.expectTidy()
    await view.tap({ css: 'button', name: '以员工身份继续（张三）' })
    await view.expectText(status, '签署中')
  })

  test('a person of one of several organisations is chosen', async ({
    open,
    view,
    clientProxy,
  }) => {
    const app = await AppServer.start({
      DINGTALK_APP_KIND: 'third-party',
      PUBLIC_URL: clientProxy.url,
    })
    clientProxy.target = app.url
    clientProxy.isDingTalk = false
    try {
      await open('/me')
      await view.expectText(heading, '沙箱模式')
      await view.expectWithinReach({ css: 'button', name: '杭州星河科技有限公司' })
      await view.expectTidy()
      await view.tap({ css: 'button', name: '杭州星河科技有限公司' })
      await view.expectWithinReach({ css: 'button', name: '以员工身份继续（张三）' })
      await view.expectTidy()
      await view.tap({ css: 'button', name: '以员工身份继续（张三）' })
      await view.expectVisible({ css: '[data-testid=my-real-name]' })
    } finally {
      await app.stop()
    }
  })

  test('people are led to DingTalk', async ({ open, view, clientProxy }) => {
    const live = await AppServer.start({ ...liveSettings, PUBLIC_URL: clientProxy.url })
    clientProxy.target = live.url
    clientProxy.isDingTalk = false
    try {
      await open(linkTo('SIGNING'))
      await view.expectText(heading, '请在钉钉中打开')
      await view.expectWithinReach({ css: 'a', name: '在钉钉中打开' })
      await view.expectTidy()
    } finally {
      await live.stop()
    }
  })
})
