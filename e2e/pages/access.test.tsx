// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { accessRequestListSchema } from '#shared/schemas/access-request.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls, watchSharedLink } from './answers.ts'
import '#web/features/sign-in/outside-dingtalk-page.tsx'
import { serveApp } from './app-process.ts'
import { expectFailure, failureButton } from './failure-page.ts'
import { openDialog, renderApp, textOf, textsOf, address, seenText } from './render-app.tsx'
import { press } from './start.ts'

const app = serveApp()

/** Somebody who takes part in none of the sandbox's flows. */
const stranger = { as: 'qianqi' }

/** The link that a participant of the flow shares, as a path. */
async function sharedLink(name: string): Promise<string> {
  const shared = watchSharedLink()
  const user = await renderApp(app(), linkTo(name))
  const actions = within(await screen.findByTestId('action-bar'))
  await user.click(await actions.findByRole('button', { name: '分享' }))
  await openDialog('分享进度')
  await expect.poll(shared).toContain('&access=')
  const link = shared() ?? ''
  expect(link.startsWith(`${app().url}/`)).toBe(true)
  return link.slice(app().url.length)
}

describe('a signed link', () => {
  // The link grants the stranger lasting access, so the other tests use other flows.
  it('lets in a stranger who was refused before, and later also without the link', async () => {
    await renderApp(app(), linkTo('EXTERNAL'), stranger)
    await expectFailure('flow-forbidden', '您还不能查看这份合同', '向发起人申请查看。')
    // It is no failure that could be reported.
    expect(textOf('app-error')).not.toContain('请求编号')
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
    expect(textOf('flow-title')).toBeNull()
    await renderApp(app(), await sharedLink('EXTERNAL'), stranger)
    await expect.poll(() => textOf('flow-title')).toBe('货物运输服务合同')
    await renderApp(app(), linkTo('EXTERNAL'), stranger)
    await expect.poll(() => textOf('flow-title')).toBe('货物运输服务合同')
  })

  it('opens no other flow', async () => {
    const link = await sharedLink('REVOKED')
    await renderApp(app(), link.replace('REVOKED', 'EXPIRED'), stranger)
    await expectFailure('link-invalid', '这个分享链接已失效', '请让分享的人重新发一个链接')
  })

  for (const [what, access] of [
    ['was tampered with', '1.99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['is broken', '分享'],
    ['is endless', 'x'.repeat(2000)],
  ] as const) {
    it(`that ${what} is refused, and people of the flow still get in`, async () => {
      const link = `${linkTo('TERMINATED')}&access=${encodeURIComponent(access)}`
      await renderApp(app(), link, stranger)
      await expectFailure('link-invalid', '这个分享链接已失效')
      await renderApp(app(), link)
      await expect.poll(() => textOf('flow-status')).toBe('已终止')
      await expect.poll(() => location.href).not.toContain('access')
    })
  }
})

it('the answer to an access request does not tell whether the contract exists', async () => {
  const user = await renderApp(app(), linkTo('NOTHING'), stranger)
  await expectFailure('flow-forbidden', '您还不能查看这份合同', '向发起人申请查看。')
  await user.click(await failureButton('申请查看'))
  await expect
    .poll(() => textOf('access-asked'))
    .toBe('已提交。如果这份合同存在，发起人会收到申请；同意后钉钉会通知您。')
  expect(textOf('app-error')).not.toContain('向发起人申请查看。')
  expect(textOf('app-error')).toContain('任务编号 PRO-SANDBOX-NOTHING · 输错了？返回首页搜索')
  await user.click(screen.getByRole('link', { name: '返回首页搜索' }))
  await screen.findByRole('tab', { name: '待我处理' })
})

it('a signer sees no signing links of others', async () => {
  // The buttons are in a separate file, which stays loaded from now on.
  await renderApp(app(), linkTo('EXTERNAL'))
  await screen.findByRole('button', { name: /的签署链接/ })
  await renderApp(app(), linkTo('EXTERNAL'), { as: 'lisi' })
  await expect.poll(() => textsOf('signer')).toHaveLength(2)
  expect(screen.queryByRole('button', { name: /的签署链接/ })).toBeNull()
})

describe('the contracts of a DingTalk approval', () => {
  const path = `/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`
  const contracts = () => textsOf('approval-contract')

  it('are explained when they cannot be shown', async () => {
    await renderApp(app(), '/approvals/NO-SUCH-INSTANCE')
    await expectFailure(
      'approval-not-found',
      '没有找到这个审批的合同',
      '请确认审批单是否附有 e签宝合同，或从审批单重新打开。',
    )
    const match = 'GET /v2.0/esign/dingInstances/'
    await app().sandbox.fault({ match, status: 503, body: { code: 'ServiceUnavailable' } })
    const user = await renderApp(app(), path)
    await expectFailure('upstream-unavailable', '暂时连不上钉钉或 e签宝')
    await app().sandbox.reset()
    await user.click(await failureButton('重试'))
    await expect.poll(contracts).toHaveLength(2)
  })

  it('are refused to a person without a part in them, with a next step', async () => {
    const user = await renderApp(app(), path, stranger)
    await expectFailure('flow-forbidden', '您还不能查看这份合同', '向发起人申请查看。')
    await user.click(await failureButton('返回首页'))
    await screen.findByRole('tab', { name: '待我处理' })
  })

  it('are shown even where e签宝 leaves fields out', async () => {
    const files = [{ name: null, originalUrl: 'https://files.example.com/a', signedUrl: null }]
    const waitsFor: string[] = []
    const unknown = {
      flowId: null,
      statusCode: 77,
      taskId: null,
      title: null,
      status: 'unknown',
      waitsFor,
    }
    const empty = {
      flowId: 'X',
      statusCode: null,
      taskId: 'X',
      title: '空',
      status: 'draft',
      waitsFor,
    }
    const answer = {
      contracts: [
        { ...unknown, files },
        { ...empty, files: [] },
      ],
    }
    answerCalls(/\/api\/approvals\//, async () => Response.json(answer))
    await renderApp(app(), path)
    await expect
      .poll(contracts)
      .toEqual([
        '未命名合同这份合同没有任务编号，暂时不能查看签署进度。其他状态未命名文件还不能预览原文件',
        '空查看签署进度草稿还没有可查看的文件。',
      ])
  })
})

describe('outside DingTalk', () => {
  // In sandbox mode, people choose in an ordinary browser who to be.

  const nobody = { as: null }

  describe('the choice of person', () => {
    it('opens the flow of the address afterwards', async () => {
      const user = await renderApp(app(), linkTo('SIGNING'), nobody)
      await press(user, '以员工身份继续（张三）')
      await expect.poll(() => textOf('flow-status')).toBe('签署中')
      expect(address()).toBe(linkTo('SIGNING'))
    })

    for (const { button, name } of [
      { button: '以员工身份继续（张三）', name: '张三' },
      { button: '以审批人身份继续（李四）', name: '李四' },
      { button: '以管理员身份继续（王五）', name: '王五' },
    ]) {
      it(`signs in as ${name}`, async () => {
        const user = await renderApp(app(), '/', nobody)
        expect(seenText(await screen.findByRole('heading'))).toBe('沙箱模式')
        await press(user, button)
        await screen.findByText(`沙箱 · ${name}`)
        const samples = within(await screen.findByTestId('sample-flows'))
        const [first] = await samples.findAllByRole('link')
        if (first !== undefined) await user.click(first)
        await expect.poll(() => textOf('flow-status')).toBe('签署中')
      })
    }

    it('is shown again when the session has ended', async () => {
      const user = await renderApp(app(), linkTo('SIGNING'), nobody)
      await press(user, '以员工身份继续（张三）')
      await expect.poll(() => textOf('flow-status')).toBe('签署中')
      await fetch('/api/session', { method: 'DELETE' })
      // Its live connection may have told the page already.
      const refresh = screen.queryByRole('button', { name: /^刷新/ })
      if (refresh !== null) await user.click(refresh)
      await press(user, '以审批人身份继续（李四）')
      await expect.poll(() => textOf('flow-status')).toBe('签署中')
    })
  })

  it('the choice of person has its shape before the people are known', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    answerCalls(/_sandbox\/samples$/, async (call) => {
      await held
      return call()
    })
    await renderApp(app(), '/', nobody)
    await screen.findByRole('heading', { name: '沙箱模式' })
    const rows = () => within(screen.getByRole('list')).getAllByRole('listitem')
    expect(rows().map(seenText)).toEqual(['', '', ''])
    expect(document.querySelectorAll('.adm-skeleton')).toHaveLength(3)
    expect(screen.getAllByRole('status', { name: '正在加载…' })).toHaveLength(3)
    release()
    await expect.poll(() => document.querySelectorAll('.adm-skeleton')).toHaveLength(0)
    expect(rows().map(seenText)).toContainEqual(expect.stringContaining('张三'))
  })

  it('the choice of person names the roles in English', async () => {
    const user = await renderApp(app(), '/', { as: null, in: 'en' })
    expect(seenText(await screen.findByRole('heading'))).toBe('Sandbox mode')
    const buttons = await screen.findAllByRole('button', { name: /^Continue as/ })
    await expect
      .poll(() => buttons.map(seenText))
      .toEqual([
        expect.stringMatching(/^Continue as employee \(张三\)started \d+$/),
        expect.stringMatching(/^Continue as approver \(李四\)\d+ waiting/),
        expect.stringMatching(/^Continue as admin \(王五\)admin desk and all contracts/),
      ])
    await press(user, 'Continue as admin \\(王五\\)')
    await screen.findByText('Sandbox · 王五')
  })
})

// Its links give the stranger access, so it comes last.
describe('a contract offers what its routes allow', () => {
  /** Its path for a person: a guest has the link that the initiator shares. */
  async function pathFor(who: string, name: string): Promise<string> {
    return who === 'guest' ? sharedLink(name) : linkTo(name)
  }

  /** @returns whether the route lets the person do it, whatever else stands against it */
  async function mayCall(path: string, body?: unknown): Promise<boolean> {
    const access = new URL(address(), location.origin).searchParams.get('access')
    const { status } = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(access === null ? {} : { 'x-flow-access': access }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return status !== 403 && status !== 404
  }

  const flow = (name: string) => `/api/flows/PRO-SANDBOX-${name}`

  /** Has a stranger ask to see a contract. @returns the id of the request */
  async function askFor(name: string): Promise<string> {
    await renderApp(app(), '/me', stranger)
    await fetch(`${flow(name)}/access-requests`, { method: 'POST' })
    await renderApp(app(), '/me')
    const open = await (await fetch(`/api/access-requests?taskId=PRO-SANDBOX-${name}`)).json()
    const [request] = accessRequestListSchema.parse(open).requests
    expect(request).toBeDefined()
    return request?.id ?? ''
  }

  const noId = async () => ''

  const actions = [
    {
      what: 'the signing link of an outsider',
      name: 'EXTERNAL',
      begin: noId,
      isShown: async () => screen.queryByRole('button', { name: '孙八 的签署链接' }) !== null,
      mayDo: () => mayCall(`${flow('EXTERNAL')}/sign-link`, { signer: 1 }),
    },
    {
      what: 'to start it again',
      name: 'REVOKED',
      begin: noId,
      isShown: async () => screen.queryByRole('button', { name: '重新发起' }) !== null,
      mayDo: () => mayCall(`${flow('REVOKED')}/draft`),
    },
    {
      what: 'to start another one',
      name: 'COMPLETED',
      begin: noId,
      isShown: async (user: UserEvent) => {
        await user.click(await screen.findByRole('button', { name: '更多' }))
        const sheet = within(await openDialog('更多'))
        await sheet.findByText('复制任务编号')
        return sheet.queryByText('再发起一份') !== null
      },
      mayDo: () => mayCall(`${flow('COMPLETED')}/draft`),
    },
    {
      what: 'to decide who else may see it',
      name: 'EXPIRED',
      begin: () => askFor('EXPIRED'),
      isShown: async () => screen.queryByTestId('access-requests') !== null,
      mayDo: (id: string) => mayCall(`/api/access-requests/${id}/refuse`, {}),
    },
  ]

  const kinds = [
    { who: 'initiator', as: 'zhangsan', mayManage: true },
    { who: 'admin', as: 'wangwu', mayManage: true },
    { who: 'signer', as: 'lisi', mayManage: false },
    { who: 'guest', as: 'qianqi', mayManage: false },
  ]

  for (const { what, name, begin, isShown, mayDo } of actions) {
    it(what, async () => {
      const id = await begin()
      const may: Record<string, boolean> = {}
      for (const { who, as, mayManage } of kinds) {
        const path = await pathFor(who, name)
        const user = await renderApp(app(), path, { as })
        await expect.poll(() => textOf('flow-title')).not.toBeNull()
        // What comes late is waited for where it has to be there.
        if (mayManage) await expect.poll(() => isShown(user), { timeout: 20_000 }).toBe(true)
        else expect(await isShown(user)).toBe(false)
      }
      // The first decision on a request is the last one that is offered.
      for (const { who, as } of kinds) {
        await renderApp(app(), linkTo(name), { as })
        await expect.poll(() => textOf('flow-title')).not.toBeNull()
        may[who] = await mayDo(id)
      }
      expect(may).toEqual(Object.fromEntries(kinds.map(({ who, mayManage }) => [who, mayManage])))
    })
  }
})
