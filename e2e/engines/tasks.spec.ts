import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppServer } from '#e2e/servers/app-server.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { pickerCall } from '#e2e/support/start-contract.ts'
import { expect, test } from './fixtures.ts'

// The most common tasks, on each engine.

const status = { css: '[data-testid=flow-status]' }
const nextStep = { css: '[data-testid=flow-next-step]' }
const rows = { css: '[data-testid=flow-row]' }
const heading = { css: 'h1' }

test('signs in with an auth code, and stays signed in', async ({ open, view, clientProxy }) => {
  const signIns = () => clientProxy.requests.filter((each) => each === 'POST /api/session').length
  await open(linkTo('SIGNING'))
  await view.expectText(status, '签署中')
  expect(signIns()).toBe(1)
  await open(linkTo('COMPLETED'))
  await view.expectText(status, '已完成')
  expect(signIns()).toBe(1)
})

test('has polyfills for what the oldest engines lack', async ({ open, view, engine }) => {
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  const missing = await engine.evaluate(
    `[
      ['globalThis', window.globalThis],
      ['queueMicrotask', window.queueMicrotask],
      ['Array.prototype.at', [].at],
      ['Object.fromEntries', Object.fromEntries],
      ['Object.hasOwn', Object.hasOwn],
      ['Promise.allSettled', Promise.allSettled],
      ['String.prototype.at', ''.at],
      ['String.prototype.matchAll', ''.matchAll],
      ['String.prototype.replaceAll', ''.replaceAll],
    ].flatMap(([name, value]) => (value === undefined ? [name] : []))`,
  )
  expect(missing).toEqual([])
})

test('opens a sheet and closes it', async ({ open, view }) => {
  await open(linkTo('SIGNING'))
  await view.tap({ css: 'button', name: '分享' })
  await view.expectVisible({ css: '[role=dialog]' })
  await view.tap({ css: '[role=dialog] button', name: '关闭' })
  await view.expectGone({ css: '[role=dialog]' })
})

test('changes the tab, opens a contract from the list, and comes back', async ({
  open,
  view,
  engine,
}) => {
  await open('/?scope=waiting')
  // From 1200 pixels the sidebar has the lists.
  const isWide = await engine.evaluate('window.innerWidth >= 1200')
  await view.tap({ css: isWide ? 'nav a' : '[role=tab]', name: '我发起的' })
  await view.expectVisible({ ...rows, name: '办公设备采购合同' })
  await view.tap({ css: '[data-testid=flow-row] a', name: '办公设备采购合同' })
  await view.expectText(status, '签署中')
  await view.tap(isWide ? { css: 'nav a', name: '我发起的' } : { css: 'button', name: '返回首页' })
  await view.expectVisible({ ...rows, name: '办公设备采购合同' })
})

test('searches', async ({ open, view }) => {
  await open('/?scope=started')
  await view.expectVisible(rows)
  await view.typeInto({ css: '[role=search] input' }, '仓储')
  await view.expectGone({ ...rows, name: '办公设备采购合同' })
  await view.expectVisible({ ...rows, name: '仓储租赁合同' })
})

test('opens a contract by its task id where the list does not have it', async ({ open, view }) => {
  await open('/?scope=waiting')
  await view.typeInto({ css: '[role=search] input' }, 'PRO-SANDBOX-LONG')
  await view.tap({ css: 'a', name: '打开 PRO-SANDBOX-LONG' })
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
})

test('copies the task id', async ({ open, view, engine }) => {
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  // The contract's details are open in wide windows.
  if (!(await engine.evaluate(`document.querySelector('[data-testid=flow-facts]').open`)))
    await view.tap({ css: '[data-testid=flow-facts] summary' })
  await view.expectAnnounced('已复制', () => view.tap({ css: 'button', name: '复制' }))
})

test('speaks English', async ({ open, view }) => {
  await open('/me')
  await view.tap({ css: 'label', name: 'English' })
  await view.expectText({ css: 'h2', name: 'Appearance' }, 'Appearance')
  await view.expectTidy()
  await open(linkTo('SIGNING'))
  await view.expectText(status, 'Signing')
  await view.expectText(nextStep, /^Waiting for 李四 to sign/)
  await view.expectTidy()
})

test('starts a contract', async ({ open, view, engine, clientProxy }) => {
  const signIn = clientProxy.answer
  clientProxy.answer = (call) =>
    call.method === pickerCall
      ? { ok: { selectedCount: 1, users: [{ emplId: 'lisi', name: '李四', avatar: '' }] } }
      : signIn(call)
  const folder = await mkdtemp(join(tmpdir(), 'engines-'))
  const file = join(folder, '采购合同.pdf')
  await writeFile(file, '%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n%%EOF')
  await open('/start')
  await view.expectVisible({ css: 'button', name: '添加文件' })
  await engine.chooseFile('input[type=file]', file)
  await view.expectVisible({ css: '[data-testid=draft-file][data-stage=ready]' })
  await view.tap({ css: 'button', name: '添加同事' })
  await view.expectVisible({ css: '[data-testid=draft-signer]', name: '李四' })
  await view.tap({ css: 'button', name: '发起签署' })
  await view.tap({ css: '[role=dialog] button', name: '确认发起' })
  await view.expectText(status, '签署中')
  await view.expectText({ css: '[data-testid=flow-title]' }, '采购合同')
  await rm(folder, { recursive: true })
})

test('reads a contract again from 更多 @touch', async ({ open, view, sandbox }) => {
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  await view.tap({ css: 'button', name: '更多' })
  await view.tap({ css: '[role=dialog] button', name: '刷新' })
  await view.expectText(nextStep, /^等待 孙八 签署/)
})

test('reads a contract again when it is pulled down @touch', async ({ open, view, sandbox }) => {
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  await view.engine.drag({ x: 180, y: 150 }, { x: 180, y: 420 })
  await view.expectText(nextStep, /^等待 孙八 签署/)
})

test('shows the flows seen before when there is no network', async ({
  open,
  view,
  clientProxy,
  engine,
}) => {
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  await expect
    .poll(() => engine.evaluate('navigator.serviceWorker.ready.then(({ active }) => active.state)'))
    .toBe('activated')
  clientProxy.goOffline()
  await engine.reload()
  await view.expectText(status, '签署中')
  await view.expectText({ css: '[data-testid=flow-notice]' }, /没有网络，恢复/)
  clientProxy.isOnline = true
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
})
