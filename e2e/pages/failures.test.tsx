// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { Fault } from '#e2e/support/sandbox-control.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { changeFlows, watchAnswers, answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { expectFailure, expectHome, failureButton, failureCode } from './failure-page.ts'
import { address, notifyCorp, renderApp, textOf, seenAll, seenText } from './render-app.tsx'
import { expectOutput } from '#shared/testing/expected-output.ts'
import type * as FlowPageModule from '#web/features/flow/flow-page.tsx'
import { goTo } from '#web/components/page/navigation.ts'

vi.mock('#web/features/flow/flow-page.tsx', async (importOriginal) => {
  const { FlowPage } = await importOriginal<typeof FlowPageModule>()
  return {
    FlowPage(props: { taskId: string }) {
      if (props.taskId === 'PRO-BROKEN') throw new Error('cannot be rendered')
      return <FlowPage {...props} />
    },
  }
})

const app = serveApp()

// DingTalk or e签宝 fails: each failure has its text, a next step, and a retry that works.

type Failure = {
  when: string
  fault: Omit<Fault, 'match'>
  code: string
  title: string
  next: string
  also?: string
}

const denied = 'Forbidden.AccessDenied'

const failures: Failure[] = [
  {
    when: 'e签宝 fails',
    fault: { status: 500, body: { code: 'systemError', message: '系统错误', requestid: 'R' } },
    code: 'upstream-unavailable',
    title: '暂时连不上钉钉或 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'a gateway answers with a page of its own',
    fault: { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' },
    code: 'upstream-unavailable',
    title: '暂时连不上钉钉或 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'e签宝 answers with nothing that can be read',
    fault: { body: '<html>maintenance</html>' },
    code: 'upstream-unavailable',
    title: '暂时连不上钉钉或 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'the app lacks a permission',
    fault: {
      status: 403,
      body: {
        code: `${denied}.AccessTokenPermissionDenied`,
        message: '应用尚未开通所需的权限：[Esign.Common.ReadWrite]',
        accessdenieddetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
      },
    },
    code: 'upstream-permission',
    title: '应用缺少接口权限',
    next: '请管理员在钉钉开发者后台打开此应用，在“权限管理”中申请；第三方应用请在钉钉管理后台的应用管理里同意新的授权。',
    also: '需要申请的权限：Esign.Common.ReadWrite',
  },
  {
    when: "the server's address is not listed",
    fault: { status: 403, body: { code: `${denied}.IpNotInWhiteList`, message: 'IP不在白名单' } },
    code: 'upstream-ip-not-listed',
    title: '服务器 IP 未登记',
    next: '请管理员在钉钉开发者后台的“安全设置”里登记服务器出口 IP。',
  },
  {
    when: 'e签宝 refuses for a reason of its own',
    fault: { status: 400, body: { code: 'illegalArgument', message: '非法参数' } },
    code: 'upstream-rejected',
    title: '钉钉或 e签宝没有接受这个请求',
    next: '请稍后重试；仍不行请把请求编号告诉管理员。',
  },
]

for (const { when, fault, code, title, next, also = '' } of failures) {
  it(`explains the failure when ${when}`, async () => {
    const { sandbox } = app()
    await sandbox.fault({ match: flowReads, ...fault })
    const user = await renderApp(app(), linkTo('SIGNING'))
    await expectFailure(code, title, next, also)
    // What is only for a report is folded.
    const report = within(await screen.findByTestId('app-error'))
      .getByText('详情')
      .closest('details')
    expect(report?.open).toBe(false)
    expect(report?.textContent).toMatch(/^详情请求编号：\S+ 复制$/)
    // The fault is still set, so the retry fails again.
    const calls = await sandbox.calls()
    await user.click(await failureButton('重试'))
    await expect.poll(async () => (await sandbox.calls()).length).toBeGreaterThan(calls.length)
    const retry = await failureButton('重试')
    expect(failureCode()).toBe(code)
    await sandbox.reset()
    await user.click(retry)
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
  })
}

it('the reason that e签宝 gives is shown, as text', async () => {
  vi.stubGlobal('open', () => null)
  const reason = '获取签署链接失败: <b>印章已停用</b>'
  const body = { code: 'getSignUrlError', message: reason }
  await app().sandbox.fault({ match: 'executeUrls', status: 400, body })
  const user = await renderApp(app(), linkTo('SIGNING'), { as: 'approver' })
  const bar = within(await screen.findByTestId('action-bar'))
  await user.click(await bar.findByRole('button', { name: '去签署' }))
  await expect.poll(() => textOf('sign-notices')).toContain('e签宝拒绝了这个请求')
  await user.click(await screen.findByRole('button', { name: '详情' }))
  const details = await screen.findByRole('dialog', { name: '详情' })
  expect(details.textContent).toContain(`e签宝给出的原因：${reason}`)
})

it('words that only a later build knows are shown as unknown', async () => {
  const later = <T extends object>(value: T, ...words: (keyof T)[]): T =>
    Object.assign(value, Object.fromEntries(words.map((word) => [word, 'of-a-later-build'])))
  changeFlows((view) => {
    const { flow, signers, approvals, situation } = view
    for (const log of flow.logs) later(log, 'type')
    for (const signer of 'ok' in signers ? signers.ok : []) later(signer, 'status')
    for (const approval of 'ok' in approvals ? approvals.ok : []) {
      later(approval, 'status')
      for (const node of approval.nodes) later(node, 'status')
    }
    for (const each of [...situation.signers, ...situation.approvals]) later(each, 'state')
    later(situation.next, 'kind')
    return { ...view, flow: later(flow, 'status') }
  })
  await renderApp(app(), linkTo('SEAL-APPROVAL'))
  await expect.poll(() => textOf('flow-status')).toBe('其他状态')
  expect(textOf('flow-next-step')).toBe('请看操作日志，或联系发起人。')
  expect(textOf('flow-signers')).toContain('未知状态（')
  await expect.poll(() => textOf('flow-approvals')).toContain('未知状态（')
  await expect.poll(() => textOf('flow-timeline')).toContain('其他操作（')
})

describe('in an organisation that has not authorised the app', () => {
  const unauthorised = ['corp-not-authorised', '您的组织尚未授权此应用使用 e签宝'] as const
  beforeEach(() => app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: false }))

  it('a member is told whom to ask, and notifies them', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'))
    await expectFailure(...unauthorised, '请联系您组织的管理员')
    await failureButton('返回首页')
    for (const name of ['去授权', '重试']) expect(screen.queryByRole('button', { name })).toBeNull()
    await user.click(await failureButton('通知管理员'))
    await screen.findByRole('button', { name: /已通知 .*王五/ })
  })

  it('the contract opens by itself once the organisation has authorised the app', async () => {
    await renderApp(app(), linkTo('SIGNING'))
    await expectFailure(...unauthorised, '请联系您组织的管理员')
    await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
    notifyCorp()
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
  })

  it('an administrator opens the page that authorises it', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const asked = watchAnswers(/auth-url/)
    const user = await renderApp(app(), linkTo('SIGNING'), { as: 'admin' })
    await expectFailure(...unauthorised, '您是管理员')
    expect(textOf('app-error')).not.toContain('请联系')
    await user.click(await failureButton('去授权'))
    await expect.poll(() => asked.map(({ status }) => status)).toEqual([200])
  })
})

it.each([
  ['user-not-real-name-verified', '去实名认证'],
  ['corp-not-real-name-verified', '通知管理员'],
])('of %s, what mends it is the main button', async (code, mend) => {
  const problem = { status: 409, code, title: '', requestId: 'R-1' }
  answerCalls(/\/api\/flows\/PRO-/, () => Promise.resolve(Response.json(problem, { status: 409 })))
  await renderApp(app(), linkTo('SIGNING'))
  const isMain = (button: HTMLElement) => button.classList.contains('adm-button-primary')
  expect(isMain(await failureButton(mend))).toBe(true)
  expect(isMain(await failureButton('返回首页'))).toBe(false)
})

it('a call to e签宝 that takes too long is given up', async () => {
  // Takes eight seconds, the proxy's own timeout.
  await app().sandbox.fault({ match: flowReads, delayMs: 60_000 })
  const user = await renderApp(app(), linkTo('SIGNING'))
  await expectFailure('upstream-timeout', '钉钉或 e签宝响应太慢', '合同不受影响，请稍后重试。')
  await app().sandbox.reset()
  await user.click(await failureButton('重试'))
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
})

it('a flow that does not exist leads home', async () => {
  const user = await renderApp(app(), '/flows/PRO-SANDBOX-NOTHING', { as: 'admin' })
  await expectFailure('flow-not-found', '没有找到这份合同', '可向发起人确认。')
  // A retry cannot help.
  expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
  await user.click(await failureButton('返回首页'))
  await expectHome()
})

for (const name of ['SIGNING', 'NOTHING']) {
  it(`a stranger is not told whether the contract exists (${name})`, async () => {
    await renderApp(app(), linkTo(name), { as: 'qianqi' })
    await expectFailure('flow-forbidden', '您还不能查看这份合同')
    expect(document.body.textContent).not.toContain('办公设备采购合同')
  })
}

for (const path of ['/flows/PRO%20SANDBOX', '/flows/..%2F..%2Fetc', '/flows/%E5%90%88%E5%90%8C']) {
  it(`${path} is not a task id, and upstream is not asked`, async () => {
    const user = await renderApp(app(), path)
    await expectFailure(
      'invalid-task-id',
      '任务编号不正确',
      '请检查链接是否复制完整，或返回首页重新输入任务编号。',
    )
    const calls = await app().sandbox.calls()
    expect(calls.filter((call) => call.path.includes('flowTasks'))).toEqual([])
    await user.click(await failureButton('返回首页'))
    await expectHome()
  })
}

it('a page that does not exist leads home', async () => {
  const user = await renderApp(app(), '/nowhere/at/all')
  await expectFailure('page-not-found', '没有这个页面', '链接可能不完整，请返回首页。')
  // There is nothing to report.
  expect(textOf('app-error')).not.toMatch(/page-not-found|错误代码/)
  await user.click(await failureButton('返回首页'))
  await expectHome()
})

it('a token that DingTalk rejects is renewed without the person noticing', async () => {
  const body = { code: 'InvalidAuthentication', message: '不合法的access_token', requestid: 'R' }
  await app().sandbox.fault({ match: flowReads, status: 400, body, times: 1 })
  await renderApp(app(), linkTo('SIGNING'))
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
  const calls = await app().sandbox.calls()
  const reads = calls.filter((call) => call.path.endsWith('/flowTasks/PRO-SANDBOX-SIGNING'))
  const [first, ...later] = reads.map(({ status }) => status)
  // React's strict mode mounts the page twice, so it may have sent a second request.
  expect([first, ...new Set(later)]).toEqual([400, 200])
})

describe('reading again, and what it announces', () => {
  const said = () => seenAll('[role="status"]')

  /** The button, once what is on the page has been read. */
  async function refresh(): Promise<HTMLElement> {
    const button = await screen.findByRole('button', { name: '刷新' })
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false')
    return button
  }

  const pages = [
    { what: 'the list', path: '/?scope=all', addresses: /\/api\/flows\?/ },
    {
      what: 'a contract',
      path: '/flows/PRO-SANDBOX-SIGNING',
      addresses: /\/api\/flows\/PRO-SANDBOX-SIGNING/,
    },
  ]

  for (const { what, path, addresses } of pages) {
    it(`${what} was read`, async () => {
      const user = await renderApp(app(), path)
      await user.click(await refresh())
      await expect.poll(said).toContain('已更新')
    })

    it(`${what} could not be read`, async () => {
      const user = await renderApp(app(), path)
      const button = await refresh()
      answerCalls(addresses, () => Promise.reject(new TypeError('no connection')))
      await user.click(button)
      await expect.poll(said).toContain('未能更新')
    })
  }

  for (const { what, path, addresses } of pages) {
    it(`the button keeps the focus while ${what} is read, and reads nothing more`, async () => {
      const user = await renderApp(app(), path)
      const button = await refresh()
      let answer = () => {}
      const held = new Promise<void>((resolve) => {
        answer = resolve
      })
      let asked = 0
      answerCalls(addresses, async (call) => {
        asked += 1
        await held
        return call()
      })
      button.focus()
      await user.keyboard('{Enter}')
      await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
      const before = asked
      await user.keyboard('{Enter}')
      expect(asked).toBe(before)
      // A disabled button would lose the focus.
      expect(button.matches(':disabled')).toBe(false)
      answer()
      await expect.poll(said).toContain('已更新')
      expect(document.activeElement).toBe(button)
    })
  }

  const refusals = [
    {
      code: 'corp-stopped',
      status: 403,
      reason: '您的组织已停用此应用',
      next: '如需继续使用，请组织管理员',
      isLasting: true,
    },
    {
      code: 'corp-not-authorised',
      status: 409,
      reason: '您的组织尚未授权此应用使用 e签宝',
      next: '请联系您组织的管理员',
      isLasting: true,
    },
    {
      code: 'internal-error',
      status: 500,
      reason: '服务出错了',
      next: '请稍后重试',
      isLasting: false,
    },
  ]

  for (const { code, status, reason, next, isLasting } of refusals) {
    it(`a contract that is kept says why it could not be updated: ${code}`, async () => {
      const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
      const button = await refresh()
      const problem = { status, code, title: '', requestId: 'R-1' }
      answerCalls(/\/api\/flows\/PRO-SANDBOX-SIGNING/, () =>
        Promise.resolve(Response.json(problem, { status })),
      )
      await user.click(button)
      const notice = await screen.findByTestId('flow-notice')
      expect(seenText(notice)).toContain(`未能更新，显示的是之前的内容。${reason}`)
      expect(seenText(notice)).not.toContain('R-1')
      expect(within(notice).queryAllByRole('button', { name: '重试' })).toHaveLength(
        isLasting ? 0 : 1,
      )
      await user.click(within(notice).getByRole('button', { name: '详情' }))
      const details = await screen.findByRole('dialog', { name: '详情' })
      expect(seenText(details)).toContain(`${reason}${next}`)
      // A refusal is nothing to report.
      expect(seenText(details).includes('R-1')).toBe(!isLasting)
    })
  }

  it('a cached list says why it is old, also for a code that this build does not know', async () => {
    const user = await renderApp(app(), '/?scope=all')
    const button = await refresh()
    const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
    answerCalls(/\/api\/flows\?/, () => Promise.resolve(Response.json(problem, { status: 400 })))
    await user.click(button)
    await expect
      .poll(() => seenAll('.notice'))
      .toContainEqual(expect.stringMatching(/^服务出错了，显示的是/))
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
  })

  it('a part of a contract is asked for again only if that helps', async () => {
    const about = { title: '', requestId: 'R-1' }
    changeFlows((view) => ({
      ...view,
      signers: { problem: { status: 409, code: 'corp-not-authorised', ...about } },
      approvals: { problem: { status: 500, code: 'internal-error', ...about } },
    }))
    await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
    const partOf = async (text: RegExp) => (await screen.findByText(text)).closest('.not-read')
    const retry = await screen.findByRole('button', { name: '重试' })
    expect(retry.closest('.not-read')).toBe(await partOf(/^用印审批暂时/))
    expect(await partOf(/^签署人状态暂时无法从 e签宝获取/)).not.toBeNull()
  })
})

describe('a page that cannot be rendered leaves a way out', () => {
  // React logs each error.
  beforeEach(() => expectOutput(/cannot be rendered/))

  it('leads home from a contract that cannot be rendered', async () => {
    const user = await renderApp(app(), '/flows/PRO-BROKEN')
    await expectFailure('internal-error', '服务出错了')
    await failureButton('重新加载')
    await expect.poll(() => document.title).toBe('合同进度')
    await screen.findByRole('navigation', { name: '主导航' })
    await user.click(screen.getByRole('button', { name: '返回首页' }))
    await expectHome()
    expect(address()).toBe('/')
  })

  it('shows another contract afterwards, and goes back by the back key', async () => {
    await renderApp(app(), linkTo('COMPLETED'))
    await expect.poll(() => textOf('flow-status')).toBe('已完成')
    goTo('/flows/PRO-BROKEN')
    await expectFailure('internal-error', '服务出错了')
    document.dispatchEvent(new Event('backbutton', { cancelable: true }))
    await expect.poll(() => textOf('flow-status')).toBe('已完成')
  })

  it('is explained in the language that is chosen there', async () => {
    const user = await renderApp(app(), '/flows/PRO-BROKEN')
    await user.click(await screen.findByRole('button', { name: 'English' }))
    await screen.findByRole('button', { name: 'Reload' })
  })
})

// The proxy remembers DingTalk's rate limits, so the last one here lasts until the end of the file.
describe('a limit of calls', () => {
  const throttled = ['upstream-throttled', '查询太频繁'] as const

  it('per second is shown, and over in a moment', async () => {
    const body = { code: `${denied}.QpsLimitForApi`, message: '限流' }
    await app().sandbox.fault({ match: flowReads, status: 403, body })
    const user = await renderApp(app(), linkTo('SIGNING'))
    await expectFailure(
      ...throttled,
      '钉钉和 e签宝限制了调用频率，请稍等片刻再试。',
      '1 秒后可重试',
    )
    await app().sandbox.reset()
    await user.click(await failureButton('重试'))
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
  })

  it('per minute is shown, and no call goes out until the minute is over', async () => {
    const body = { code: `${denied}.QpmLimitForAppkeyAndApi`, message: '限流' }
    await app().sandbox.fault({ match: flowReads, status: 403, body })
    await renderApp(app(), linkTo('SIGNING'))
    await expectFailure(...throttled)
    // The proxy's pause is up to a second longer than DingTalk's, and is running meanwhile.
    expect(textOf('app-error')).toMatch(/(6[01]|[45]\d) 秒后可重试/)
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
    await app().sandbox.reset()
    const answers = watchAnswers(/\/api\/flows\//)
    await renderApp(app(), linkTo('SIGNING'))
    // React's strict mode mounts the page twice, so it may have sent a second request.
    await expect.poll(() => [...new Set(answers.map(({ status }) => status))]).toEqual([503])
    await expectFailure(...throttled)
    const calls = await app().sandbox.calls()
    expect(calls.filter(({ path }) => path.includes('flowTasks'))).toEqual([])
  })
  it('per month is explained', async () => {
    const body = { errcode: 90020, errmsg: '超量', request_id: 'R' }
    await app().sandbox.fault({ match: 'POST /topapi/v2/user/getuserinfo', body })
    const user = await renderApp(app(), '/', { as: null })
    await user.click(await screen.findByRole('button', { name: /^以员工身份继续/ }))
    await expectFailure(
      'upstream-quota',
      '本月接口调用量已用完',
      '请管理员升级钉钉接口调用量，或等到下月。',
    )
  })
})
