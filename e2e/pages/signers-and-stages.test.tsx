// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { describe, expect, it } from 'vitest'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { withRecord } from '#e2e/answers/flow-answers.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { changeFlows, setRecord } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText, textsOf } from './render-app.tsx'

const app = serveApp()

describe('the signers, their order and their states', () => {
  const signerReads = 'GET /v2.0/esign/signTasks/'

  const usual = { role: 'signer', requirement: null, isMe: false, isWaitedFor: false } as const

  const signers = () => textsOf('signer')

  it('say who signed when, who is waited for, and how many have signed', async () => {
    setRecord({})
    await renderApp(app(), linkTo('SIGNING'))
    await expect
      .poll(signers)
      .toEqual([
        expect.stringMatching(/^张三已签署\d+月\d+日 \d\d:\d\d 签署$/),
        '李四待签署',
        '孙八未轮到',
      ])
    await screen.findByText('1/3 已签')
  })

  it('are in order, with those who sign at the same time together and the viewer marked', async () => {
    setRecord({
      people: [
        { ...usual, name: '孙八', order: 1 },
        { ...usual, name: '张三', order: 2, isMe: true, requirement: '个人章' },
        { ...usual, name: '李四', order: 2, requirement: '企业章、个人章', isWaitedFor: true },
        { ...usual, role: 'cc', name: '周九', order: null },
      ],
    })
    await renderApp(app(), linkTo('SIGNING'))
    await expect
      .poll(signers)
      .toEqual([
        '孙八未轮到',
        expect.stringMatching(/^张三我已签署个人章 · \d+月\d+日 /),
        '李四待签署企业章、个人章',
      ])
    const list = await screen.findByTestId('flow-signers')
    expect(seenAll('li', list)[1]).toBe('第 2 步 · 同时签署')
    const marks = (name: string) => list.querySelectorAll(`.avatar-mark.tone-${name}`).length
    expect([marks('good'), marks('active')]).toEqual([1, 1])
    await screen.findByText('抄送：周九')
  })

  it('say who refused, when, and for which company', async () => {
    await renderApp(app(), linkTo('REFUSED'))
    await expect
      .poll(signers)
      .toEqual([
        expect.stringMatching(/^李四已签署个人章 · \d+月\d+日 \d\d:\d\d 签署$/),
        expect.stringMatching(
          /^孙八外部已拒签上海云帆贸易有限公司 · 139\*{4}0008企业章、个人章 · \d+月\d+日 \d\d:\d\d 拒签$/,
        ),
      ])
  })

  it('wait for nobody once the flow has ended', async () => {
    const body = {
      signers: [
        { signerName: '李四', signStatus: 1 },
        { signerName: '孙八', signStatus: 3 },
      ],
    }
    await app().sandbox.fault({ match: signerReads, body })
    const user = await renderApp(app(), linkTo('EXPIRED'))
    await expect.poll(signers).toEqual(['李四未签署个人章', '孙八未签署个人章'])
    await user.click(await screen.findByRole('button', { name: '审计记录' }))
    const record = await screen.findByTestId('audit-trail')
    expect(seenText(record)).not.toMatch(/待签署|用印审批中/)
  })

  it('say who passed signing on to whom', async () => {
    const logs = [
      {
        logType: '24',
        operateDescription: '李四 转签给 王五',
        operateTime: Date.now(),
        operatorAccountName: '李四',
      },
    ]
    await app().sandbox.fault({
      match: flowReads,
      body: { businessScene: '合同', flowStatus: 1, logs },
    })
    const body = {
      signers: [
        { signerName: '李四', signStatus: 1 },
        { signerName: '王五', signStatus: 0 },
      ],
    }
    await app().sandbox.fault({ match: signerReads, body })
    setRecord({})
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(signers).toEqual(['李四未轮到李四 转签给 王五', '王五待签署由 李四 转签'])
  })

  it('come from the start of the flow when e签宝 cannot tell them', async () => {
    await app().sandbox.fault({ match: signerReads, status: 503, body: {} })
    setRecord({ people: [{ ...usual, name: '李四', order: 1, isMe: true }] })
    await renderApp(app(), linkTo('SIGNING'))
    await screen.findByText('签署人状态暂时无法从 e签宝获取，以下是在本应用发起时的记录。')
    await expect.poll(signers).toEqual(['李四我状态未知'])
  })

  it('are listed without a deadline when the registry knows nothing', async () => {
    changeFlows((view) => ({ ...view, registry: null }))
    await renderApp(app(), linkTo('SIGNING'))
    await expect
      .poll(signers)
      .toEqual([
        expect.stringMatching(/^张三/),
        expect.stringMatching(/^李四/),
        expect.stringMatching(/^孙八/),
      ])
    expect(document.querySelector('[role="timer"]')).toBeNull()
  })
})

describe('news are read out', () => {
  const news = () => textsOf('flow-news')

  const isDeadlineShown = () => document.querySelector('[role="timer"]') !== null

  it('when a seal approval changes, not when its picture has another address or is not read', async () => {
    const problem = {
      status: 503,
      code: 'upstream-unavailable',
      title: '',
      requestId: 'r',
    } as const
    const changes: ((approval: SealApproval) => SealApproval | null)[] = [
      (approval) => ({ ...approval, sealImageUrl: null }),
      (approval) => ({ ...approval, sealImageUrl: 'https://seal/?signature=1' }),
      () => null,
      (approval) => ({ ...approval, sealImageUrl: 'https://seal/?signature=2' }),
      (approval) => ({ ...approval, sealImageUrl: null, status: 'agreed' }),
    ]
    /** The number of the current answer, which stays the same for repeated reads. */
    let number = 1
    changeFlows((view) => {
      const change = changes[number - 1] ?? (() => null)
      const all = 'ok' in view.approvals ? view.approvals.ok.map(change) : []
      const ok = all.filter((approval) => approval !== null)
      const approvals = ok.length > 0 ? { ok } : { problem }
      // Shows which of the answers is displayed.
      const deadline = number % 2 === 0 ? Date.now() + 3 * 24 * 3_600_000 : null
      // The situation is derived from the approvals.
      return withRecord({ ...view, approvals }, { deadline })
    })
    const user = await renderApp(app(), linkTo('SEAL-APPROVAL'))
    await expect.poll(news).toEqual([''])
    for (number = 2; number < changes.length; number += 1) {
      await user.click(await screen.findByRole('button', { name: '刷新' }))
      await expect.poll(isDeadlineShown).toBe(number % 2 === 0)
      expect(news()).toEqual([''])
    }
    await user.click(await screen.findByRole('button', { name: '刷新' }))
    await expect.poll(news).toEqual([expect.stringMatching(/^有新进展：/)])
  })
})

describe('the stages: how long each took, and where the flow waits now', () => {
  /** The stages are folded on phones. */
  async function openStages(name: string): Promise<HTMLElement> {
    const user = await renderApp(app(), linkTo(name))
    const stages = await screen.findByTestId('flow-stages')
    await user.click(stages.querySelector('summary') ?? stages)
    return stages
  }

  const items = (stages: Element) => seenAll('li', stages)

  it('each have their time, the last one since when it waits', async () => {
    const stages = await openStages('SIGNING')
    await expect
      .poll(() => items(stages))
      .toEqual([
        '准备 · 张三5 分钟',
        '签署 · 张三3 小时',
        expect.stringMatching(/^等待签署 · 李四2 天，自 \d+月\d+日 \d\d:\d\d$/),
      ])
    expect(seenAll('time', stages)).toEqual([expect.stringMatching(/^2 天，自/)])
    expect(seenText(stages)).toContain('至今 2 天')
  })

  it('count the seal approval separately', async () => {
    const stages = await openStages('SEAL-APPROVAL')
    await expect
      .poll(() => items(stages))
      .toEqual([
        '准备 · 张三5 分钟',
        '申请用印 · 张三1 小时',
        expect.stringMatching(/^等待用印审批 · 李四5 小时，自 /),
      ])
  })

  it('end with the flow', async () => {
    const stages = await openStages('COMPLETED')
    await expect.poll(() => items(stages).at(-1)).toBe('签署 · 王五23 小时')
    expect(seenText(stages)).toContain('共 2 天')
  })

  it('show no end time that nobody knows', async () => {
    const stages = await openStages('TERMINATED')
    await expect.poll(() => items(stages).at(-1)).toBe('之后（结束时间未知）用时未知')
  })
})
