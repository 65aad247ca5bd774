// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerCalls } from './answers.ts'
import '#web/features/home/home-page.tsx'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { serveApp } from './app-process.ts'
import { chooseStatus, openFilter, searchField } from './home.ts'
import { untilGone } from './start.ts'
import {
  address,
  notifyCorp,
  renderApp,
  seenAll,
  seenText,
  textOf,
  textsOf,
} from './render-app.tsx'

const app = serveApp({ FLOW_ACCESS: 'participants' })

describe('the lists: what waits for the person, what the person started, all', () => {
  let servedAt: number

  beforeAll(() => {
    servedAt = Date.now()
  })

  afterEach(() => vi.useRealTimers())

  const rows = () => textsOf('flow-row')
  const rowOf = (title: string) => rows().find((text) => text.includes(title))
  const elementOf = (title: string) =>
    screen.getAllByTestId('flow-row').find((row) => seenText(row).includes(title))
  const tab = (name: string) => screen.findByRole('tab', { name: new RegExp(`^${name}`) })
  const chosenTab = () => seenAll('[role="tab"][aria-selected="true"]')

  async function onlyRow(): Promise<HTMLElement> {
    return within(await screen.findByTestId('flow-row')).getByRole('link')
  }

  describe('a person whose turn it is', () => {
    it('sees at once what to do, and opens it', async () => {
      // On a busy machine, a minute may have passed since.
      vi.useFakeTimers({ toFake: ['Date'], now: servedAt })
      const user = await renderApp(app(), '/', { as: 'wangwu' })
      await expect
        .poll(rows)
        .toEqual([
          expect.stringMatching(/^五年期设备维护合同签署中轮到您签署 · 已等 2 小时[^张]+ 发起/),
        ])
      await expect.poll(chosenTab).toEqual(['待我处理 1'])
      await user.click(await onlyRow())
      await expect.poll(() => textOf('flow-title')).toBe('五年期设备维护合同')
    })

    it('keeps the list that was shown first when it becomes empty', async () => {
      const user = await renderApp(app(), '/', { as: 'wangwu' })
      await expect.poll(chosenTab).toEqual(['待我处理 1'])
      const nothing = { flows: [], nextCursor: null }
      answerCalls(/\/api\/flows\?scope=waiting/, () => Promise.resolve(Response.json(nothing)))
      await user.click(screen.getByRole('button', { name: '刷新' }))
      await screen.findByText('没有等您处理的合同')
      expect(chosenTab()).toEqual([expect.stringMatching(/^待我处理/)])
    })
  })

  it('a list that is being filtered shows no count', async () => {
    const user = await renderApp(app(), '/?scope=started')
    await screen.findByText('共 12 份')
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    answerCalls(/\/api\/flows\?.*status=signing/, async (call) => {
      await held
      return call()
    })
    await chooseStatus(user, '签署中')
    const card = () => document.querySelector('.flow-list')
    await expect.poll(() => card()?.textContent).toContain('正在加载')
    await expect.poll(() => card()?.getAttribute('aria-busy')).toBe('true')
    expect(card()?.textContent).not.toContain('共')
    release()
    await expect.poll(() => card()?.textContent).toContain('共 4 份')
    expect(card()?.getAttribute('aria-busy')).toBe('false')
  })

  it('a list that cannot be read says why, and offers a retry', async () => {
    let isBroken = true
    answerCalls(/\/api\/flows\?/, (call) =>
      isBroken ? Promise.reject(new TypeError('no connection')) : call(),
    )
    const user = await renderApp(app(), '/?scope=waiting')
    const failure = await screen.findByTestId('failure')
    expect(failure.dataset['code']).toBe('connection-failed')
    expect(seenText(failure)).toContain('请检查网络后重试。')
    isBroken = false
    await user.click(within(failure).getByRole('button', { name: '重试' }))
    await screen.findByText('没有等您处理的合同')
  })

  it('the person who started contracts finds all of them, and what each waits for', async () => {
    const user = await renderApp(app(), '/')
    // Nothing waits for this person, so the list of started contracts is shown first.
    await expect.poll(chosenTab).toEqual(['我发起的'])
    await user.click(await tab('待我处理'))
    await screen.findByText('没有等您处理的合同')
    expect(seenText(screen.getByRole('tabpanel'))).toMatch(/没有等您处理的合同看我发起的$/)
    expect(address()).toBe('/?scope=waiting')
    await user.click(screen.getByRole('button', { name: '看我发起的' }))
    await expect.poll(address).toBe('/?scope=started')
    await screen.findByText('共 12 份')
    await expect.poll(() => rowOf('办公设备采购合同')).toContain('签署中')
    const signing = rowOf('办公设备采购合同')
    expect(signing).toContain('等 李四 签署 · 已 2 天与 上海云帆贸易有限公司')
    expect(signing).toMatch(/\d+月\d+日 \d\d:\d\d 发起/)
    expect(signing).toMatch(/\d+月\d+日 截止/)
    expect(seenAll('time', elementOf('办公设备采购合同'))).toEqual([
      expect.stringMatching(/ 发起$/),
      expect.stringMatching(/ 截止$/),
    ])
    await expect.poll(() => rowOf('广告投放合作协议')).toBeDefined()
    expect(seenAll('.listed-step', elementOf('广告投放合作协议'))).toEqual([
      expect.stringMatching(/^\S+ \d\d:\d\d \S+ 拒签：/),
    ])
    expect(screen.queryByText('共 12 份')).not.toBeNull()
  })

  it('a home page that could not be read chooses its list once it can', async () => {
    let isBroken = true
    answerCalls(/\/api\/flows\?/, (call) => {
      const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R' }
      return isBroken ? Promise.resolve(Response.json(problem, { status: 500 })) : call()
    })
    await renderApp(app(), '/')
    await screen.findByTestId('failure')
    await expect.poll(chosenTab).toEqual(['待我处理'])
    isBroken = false
    window.dispatchEvent(new Event('online'))
    await expect.poll(chosenTab).toEqual(['我发起的'])
    await screen.findByText('共 12 份')
  })

  describe('a person who has no part in any contract', () => {
    it('sees what the list would contain, and starts the first one there', async () => {
      const user = await renderApp(app(), '/', { as: 'qianqi' })
      await expect.poll(chosenTab).toEqual(['全部'])
      await screen.findByText('您在本应用里发起或打开过的合同会出现在这里。')
      await user.click(await tab('待我处理'))
      await screen.findByText('没有等您处理的合同')
      await user.click(screen.getByRole('button', { name: '看我发起的' }))
      await screen.findByText('您还没有发起过合同')
      await user.click(screen.getByRole('button', { name: '查看全部合同' }))
      await expect.poll(address).toBe('/?scope=all')
      await screen.findByTestId('sample-flows')
      await user.click(screen.getByRole('button', { name: '发起合同' }))
      await expect.poll(address).toBe('/start')
    })
  })

  describe('a company that has never used the app', () => {
    beforeEach(() => app().sandbox.reset('new-company'))

    afterEach(() => app().sandbox.reset('samples'))

    const steps = () =>
      seenAll('[data-testid=readiness-item][data-state=missing]').map((row) => row.split(' ')[0])

    it('shows its admin the first steps, which go once they are done', async () => {
      const { sandbox } = app()
      await renderApp(app(), '/', { as: 'xinyuan' })
      await screen.findByRole('heading', { name: '开始使用，还差 2 步' })
      expect(steps()).toEqual(['开通', '授权此应用'])
      expect(screen.queryByText('还没有合同')).toBeNull()
      await sandbox.setCorp(sandboxCorpId, { esignInstalled: true, esignAuthorised: true })
      notifyCorp()
      await screen.findByRole('heading', { name: '开始使用，还差 1 步' })
      expect(steps()).toEqual(['个人实名认证'])
      screen.getByRole('button', { name: '去实名认证' })
    })

    it('tells others what is missing and has them notify the admin, until it is done', async () => {
      const { sandbox } = app()
      const user = await renderApp(app(), '/', { as: 'maoyi' })
      await screen.findByRole('heading', { name: '贵公司还没有开通 e签宝，暂时不能发起合同' })
      expect(screen.queryByRole('button', { name: '发起合同' })).toBeNull()
      await user.click(screen.getByRole('button', { name: '通知管理员' }))
      const told = await screen.findByRole<HTMLButtonElement>('button', { name: '已通知 新员' })
      expect(told.disabled).toBe(true)
      await sandbox.setCorp(sandboxCorpId, { esignInstalled: true })
      notifyCorp()
      await screen.findByRole('heading', { name: '贵公司还没有授权，暂时不能发起合同' })
      screen.getByRole('button', { name: '通知管理员' })
      await sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
      notifyCorp()
      await screen.findByRole('button', { name: '发起合同' })
    })
  })

  describe('an administrator', () => {
    it("sees all of the organisation's contracts", async () => {
      await renderApp(app(), '/?scope=all', { as: 'zhaoliu' })
      await screen.findByText('共 12 份')
      await expect.poll(() => rowOf('战略合作框架协议')).toContain('等 李四 审批用印')
      const desk = screen.getByRole('link', { name: '管理台' })
      expect(desk.getAttribute('href')).toBe('/admin')
    })
  })

  it('titles, people and task ids are searched, and going back keeps the search', async () => {
    const user = await renderApp(app(), '/?scope=all')
    for (const { words, title } of [
      { words: '仓储', title: '仓储租赁合同' },
      { words: 'sandbox-refused', title: '广告投放合作协议' },
    ]) {
      await user.clear(await searchField())
      await user.paste(words)
      await expect.poll(rows).toEqual([expect.stringMatching(new RegExp(`^${title}`))])
    }
    await user.clear(await searchField())
    await user.paste('孙八')
    await expect.poll(() => rowOf('办公设备采购合同')).toBeDefined()
    await expect.poll(() => rowOf('仓储租赁合同')).toBeUndefined()
    // Who is waited for is somebody else, so the row says why it was found.
    expect(rowOf('办公设备采购合同')).toMatch(/截止签署人 孙八$/)
    expect(seenAll('mark', elementOf('办公设备采购合同'))).toEqual(['孙八'])
    expect(rowOf('货物运输服务合同')).not.toContain('签署人 孙八')
    expect(seenAll('mark', elementOf('货物运输服务合同'))).toEqual(['孙八'])
    const again = await renderApp(app(), address())
    const field = await searchField()
    expect(field.value).toBe('孙八')
    await expect.poll(() => rowOf('办公设备采购合同')).toBeDefined()
    await expect.poll(() => rowOf('仓储租赁合同')).toBeUndefined()
    await again.click(screen.getByRole('button', { name: '清除输入' }))
    await screen.findByText('共 12 份')
    expect(address()).toBe('/?scope=all')
    expect(document.activeElement).toBe(field)
  })

  it('a search without results says so, and offers to search in all contracts', async () => {
    const user = await renderApp(app(), '/?scope=waiting&q=%E4%BB%93%E5%82%A8')
    await screen.findByText('没有找到与“仓储”有关的合同')
    await user.click(screen.getByRole('button', { name: '在全部合同中搜索' }))
    await expect.poll(rows).toEqual([expect.stringMatching(/^仓储租赁合同/)])
    await chooseStatus(user, '已完成')
    await screen.findByText('没有找到与“仓储”有关的合同')
    await screen.findByText('只在“已完成”的合同里找过。')
    await user.click(screen.getByRole('button', { name: '不限条件搜索' }))
    await expect.poll(rows).toEqual([expect.stringMatching(/^仓储租赁合同/)])
    await chooseStatus(user, '已完成')
    await user.click(await screen.findByRole('button', { name: '清除条件' }))
    await screen.findByText('共 12 份')
    expect((await searchField()).value).toBe('')
  })

  it('statuses filter the list, also after a reload and in another visit', async () => {
    let user = await renderApp(app(), '/?scope=started')
    await chooseStatus(user, '签署中')
    const chips = () => screen.findByRole('group', { name: '已选条件' })
    expect(seenText(await chips())).toBe('签署中')
    await expect.poll(rows).toHaveLength(4)
    await expect.poll(address).toBe('/?scope=started&status=signing')
    await chooseStatus(user, '已拒签')
    await expect.poll(address).toBe('/?scope=started&status=signing,refused')
    await expect.poll(rows).toHaveLength(5)
    user = await renderApp(app(), address())
    expect(seenText(await chips())).toBe('签署中已拒签')
    await expect.poll(rows).toHaveLength(5)
    // Each list keeps its own, and a new visit begins with them.
    await user.click(await tab('全部'))
    await expect.poll(address).toBe('/?scope=all')
    await user.click(await tab('我发起的'))
    await expect.poll(address).toBe('/?scope=started&status=signing,refused')
    user = await renderApp(app(), '/')
    expect(seenText(await chips())).toBe('签署中已拒签')
    await user.click(screen.getByRole('button', { name: '取消 签署中' }))
    await expect.poll(rows).toEqual([expect.stringMatching(/^广告投放合作协议/)])
    await user.click(screen.getByRole('button', { name: '取消 已拒签' }))
    await screen.findByText('共 12 份')
    expect(screen.queryByRole('group', { name: '已选条件' })).toBeNull()
    await chooseStatus(user, '其他状态')
    await expect.poll(rows).toEqual([expect.stringMatching(/^数据处理补充协议其他状态/)])
  })

  it('the filter says how many contracts it leaves, before they are shown', async () => {
    const user = await renderApp(app(), '/?scope=all', { as: 'zhaoliu' })
    await screen.findByText('共 12 份')
    const sheet = await openFilter(user)
    const choose = (role: 'radio' | 'checkbox', name: string | RegExp) =>
      user.click(within(sheet).getByRole(role, { name, hidden: true }))
    const show = (count: number) =>
      within(sheet).findByRole('button', { name: `查看 ${count} 份`, hidden: true })
    await show(12)
    await choose('checkbox', '签署中 4')
    await show(4)
    await choose('checkbox', '已拒签 1')
    await show(5)
    await choose('radio', '张三')
    await choose('radio', '截止最近')
    await user.click(await show(5))
    await untilGone(sheet)
    await expect.poll(address).toBe('/?scope=all&status=signing,refused&by=zhangsan&sort=deadline')
    await expect.poll(rows).toHaveLength(5)
    expect(seenText(screen.getByRole('group', { name: '已选条件' }))).toBe(
      '签署中已拒签张三 发起截止最近',
    )
    const again = await openFilter(user)
    await user.click(within(again).getByRole('button', { name: '重置', hidden: true }))
    await user.click(await within(again).findByRole('button', { name: '查看 12 份', hidden: true }))
    await screen.findByText('共 12 份')
    expect(address()).toBe('/?scope=all')
  })

  it('what waits for the person is narrowed by its deadline alone', async () => {
    const user = await renderApp(app(), '/?scope=waiting&status=expired', { as: 'lisi' })
    await expect.poll(rows).toHaveLength(2)
    const sheet = await openFilter(user)
    expect(seenAll('h3', sheet)).toEqual(['即将截止', '排序'])
    await user.click(within(sheet).getByRole('radio', { name: '3 天内', hidden: true }))
    await user.click(await within(sheet).findByRole('button', { name: /^查看 \d/, hidden: true }))
    await expect.poll(address).toBe('/?scope=waiting&due=3')
  })

  it('the choice of list is restored after going back from a contract', async () => {
    const user = await renderApp(app(), '/')
    await user.click(await tab('全部'))
    await chooseStatus(user, '已拒签')
    await expect.poll(rows).toEqual([expect.stringMatching(/^广告投放合作协议/)])
    await user.click(await onlyRow())
    await expect.poll(() => textOf('flow-status')).toBe('已拒签')
    history.back()
    await expect.poll(chosenTab).toEqual(['全部'])
    const chosen = await screen.findByRole('button', { name: '取消 已拒签' })
    expect(seenText(chosen)).toBe('已拒签')
    await expect.poll(rows).toEqual([expect.stringMatching(/^广告投放合作协议/)])
  })

  it('a contract that could not be opened is not among those opened last', async () => {
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
    await renderApp(app(), '/flows/PRO-SANDBOX-NOTHING')
    await screen.findByTestId('app-error')
    await renderApp(app(), '/?scope=waiting')
    const recent = await screen.findByTestId('recent-flows')
    expect(seenAll('li', recent)).toEqual([expect.stringMatching(/^办公设备采购合同/)])
  })

  it('a draft that was not sent is offered again', async () => {
    let user = await renderApp(app(), '/start')
    await user.type(await screen.findByLabelText('合同名称'), '采购合同')
    user = await renderApp(app(), '/')
    const row = await screen.findByTestId('draft-row')
    expect(seenText(row)).toBe('未发起：《采购合同》继续')
    // Not among what is filtered, nor among everybody's.
    await user.click(await screen.findByRole('tab', { name: '我发起的' }))
    await chooseStatus(user, '已拒签')
    await screen.findByText('共 1 份')
    expect(screen.queryByTestId('draft-row')).toBeNull()
    await user.click(screen.getByRole('button', { name: '取消 已拒签' }))
    await screen.findByTestId('draft-row')
    await user.click(screen.getByRole('tab', { name: '全部' }))
    await expect.poll(chosenTab).toEqual(['全部'])
    expect(screen.queryByTestId('draft-row')).toBeNull()
    await user.click(screen.getByRole('tab', { name: '我发起的' }))
    await user.click(within(await screen.findByTestId('draft-row')).getByRole('link'))
    await expect
      .poll(async () => (await screen.findByLabelText<HTMLInputElement>('合同名称')).value)
      .toBe('采购合同')
  })

  const failing = () => {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    return Promise.resolve(Response.json(problem, { status: 500 }))
  }

  it.each([
    { what: 'without a network', answer: () => Promise.reject(new TypeError('no network')) },
    { what: 'while the server fails', answer: failing },
  ])('$what, each list is shown as it was last read, with its age', async ({ answer }) => {
    await renderApp(app(), '/?scope=started')
    await screen.findByText('共 12 份')
    answerCalls(/\/api\/flows\?/, answer)
    const again = await renderApp(app(), '/?scope=started')
    await screen.findByTestId('cached-list')
    expect(rowOf('广告投放合作协议')).toContain('拒签')
    await screen.findByText(/显示的是.*的内容$/)
    // Never opened here.
    await again.click(await tab('全部'))
    await screen.findByTestId('failure')
  })

  it('a list that is refused is not shown from the device', async () => {
    await renderApp(app(), '/?scope=started')
    await screen.findByText('共 12 份')
    const refusal = { status: 403, code: 'flow-forbidden', title: '', requestId: 'R-1' }
    answerCalls(/\/api\/flows\?/, () => Promise.resolve(Response.json(refusal, { status: 403 })))
    await renderApp(app(), '/?scope=started')
    await screen.findByTestId('failure')
    expect(screen.queryByTestId('cached-list')).toBeNull()
  })
})

describe('finding a contract', () => {
  async function expectOpened(): Promise<void> {
    await expect.poll(() => textOf('flow-title')).toBe('办公设备采购合同')
    expect(address()).toBe('/flows/PRO-SANDBOX-SIGNING')
  }

  const link = 'https://app.example.com/flows/PRO-SANDBOX-SIGNING?corpId=ding1&from=im'

  // Other texts that identify a flow are tested next to `link-target.ts`.
  const findable = [
    { what: 'a task id', text: 'PRO-SANDBOX-SIGNING' },
    { what: 'a link inside a message', text: `请看这份合同：${link} 谢谢` },
  ]

  for (const { what, text } of findable) {
    it(`${what} finds the flow in the list that has it`, async () => {
      const user = await renderApp(app(), '/?scope=started')
      await user.click(await searchField())
      await user.paste(text)
      await expect.poll(() => textsOf('flow-row')).toEqual([expect.stringMatching(/^办公设备采购/)])
      expect(seenAll('a').filter((words) => words.startsWith('打开'))).toEqual([])
      await user.click(within(screen.getByTestId('flow-row')).getByRole('link'))
      await expectOpened()
    })

    it(`${what} opens the flow where the list does not have it`, async () => {
      const user = await renderApp(app(), '/?scope=waiting')
      await user.click(await searchField())
      await user.paste(text)
      const offer = await screen.findByRole('link', { name: /^打开 PRO-SANDBOX-SIGNING/ })
      const list = screen.getByRole('tabpanel')
      expect(list.contains(offer)).toBe(true)
      // One row replaces the text of an empty list.
      expect(within(list).getAllByRole('listitem')).toHaveLength(1)
      expect(seenText(list)).not.toMatch(/没有|在全部合同中搜索|清除条件/)
      await user.click(offer)
      await expectOpened()
    })

    it(`${what} and the enter key open the flow`, async () => {
      const user = await renderApp(app(), '/')
      await user.click(await searchField())
      await user.paste(text)
      await user.keyboard('{Enter}')
      await expectOpened()
    })
  }

  it('text that may be an id or a word is searched for by the enter key, and offered as an id', async () => {
    const user = await renderApp(app(), '/?scope=all')
    await user.type(await searchField(), 'HT-2026-001{Enter}')
    await expect.poll(address).toBe('/?scope=all&q=HT-2026-001')
    await expect.poll(() => textsOf('flow-row')).toEqual([])
    await screen.findByText('没有找到与“HT-2026-001”有关的合同')
    await user.click(await screen.findByRole('link', { name: /^打开 HT-2026-001/ }))
    // A flow that this person may not see is refused, whether it exists or not.
    const error = await screen.findByTestId('app-error')
    expect(error.dataset['code']).toBe('flow-forbidden')
  })

  it('text with a digit that a list does not have is searched for in all contracts too', async () => {
    const user = await renderApp(app(), '/?scope=started&q=2026')
    await screen.findByText('没有找到与“2026”有关的合同')
    const list = screen.getByRole('tabpanel')
    expect(seenText(list)).toMatch(/打开 2026.*没有找到/)
    await user.click(within(list).getByRole('button', { name: '在全部合同中搜索' }))
    await expect.poll(address).toBe('/?scope=all&q=2026')
  })

  const approval = encodeURIComponent(
    'https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm#/detail?procInstId=SANDBOX-INSTANCE-1',
  )

  it("a pasted link of DingTalk's leads to the approval's contracts", async () => {
    const user = await renderApp(app(), '/')
    await user.click(await searchField())
    await user.paste(`dingtalk://dingtalkclient/page/link?url=${approval}&pc_slide=true`)
    const offer = await screen.findByRole('link', { name: /^打开这个审批的合同/ })
    expect(offer.getAttribute('href')).toBe('/approvals/SANDBOX-INSTANCE-1')
    await user.keyboard('{Enter}')
    await expect.poll(() => textsOf('approval-contract')).toHaveLength(2)
    history.back()
    await searchField()
  })

  it('plain words are not offered as an id', async () => {
    const user = await renderApp(app(), '/')
    for (const text of ['采购合同', 'Zhang San', 'https://app.example.com/flows/']) {
      await user.clear(await searchField())
      await user.paste(text)
      await expect.poll(() => new URLSearchParams(location.search).get('q')).toBe(text)
      expect(seenAll('a').filter((words) => words.startsWith('打开'))).toEqual([])
    }
  })
})
