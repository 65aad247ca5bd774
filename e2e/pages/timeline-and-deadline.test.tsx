// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { linkTo } from '#e2e/support/seeds.ts'
import { setRecord } from './answers.ts'
import { serveApp } from './app-process.ts'
import { openDialog, renderApp, seenAll, seenText, textOf, textsOf } from './render-app.tsx'

const app = serveApp()

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe("the log, and the app's own reminders in it", () => {
  /** Chooses a kind or a person in the filter's sheet. */
  async function choose(user: UserEvent, name: string): Promise<void> {
    await user.click(await screen.findByRole('button', { name: '筛选' }))
    const sheet = await openDialog('筛选')
    await user.click(within(sheet).getByRole('radio', { name }))
    await user.click(within(sheet).getByRole('button', { name: '完成' }))
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  }

  const lines = () => Array.from(document.querySelectorAll('.timeline-item'))

  it('shows our own reminders among the records, marked as ours', async () => {
    const urges = [{ name: '张三', recipients: ['李四', null], at: Date.now() - 30 * hour }]
    setRecord({ urges })
    const user = await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => lines().length).toBe(12)
    const [, reminder] = lines()
    expect(reminder && seenText(reminder)).toMatch(
      /^本应用催办 张三 \d{4}-\d\d-\d\d \d\d:\d\d已提醒 李四、未提供姓名的人$/,
    )
    expect(reminder?.getAttribute('data-testid')).toBe('timeline-urge')
    expect(textsOf('timeline-item')).toHaveLength(11)
    await choose(user, '提醒')
    await expect.poll(() => lines().length).toBe(3)
    await expect
      .poll(() => seenAll('[role="status"]'))
      .toContainEqual(expect.stringContaining('找到 3 条'))
  })

  it('marks and counts what is new since the last visit', async () => {
    setRecord({ lastOpenedAt: Date.now() - 2 * day - 3.5 * hour })
    await renderApp(app(), linkTo('SIGNING'))
    await expect
      .poll(() => textOf('timeline-news'))
      .toMatch(/^上次查看（\d+月\d+日 \d\d:\d\d）后新增 3 条$/)
    const isNew = (item: HTMLElement) => within(item).queryByText('新') !== null
    const news = screen.getAllByTestId('timeline-item').filter(isNew)
    expect(news.map(seenText)).toEqual([
      expect.stringMatching(/^查看流程 李四新/),
      expect.stringMatching(/^通知签署 系统新/),
      expect.stringMatching(/^签署 张三新/),
    ])
  })

  it('shows nothing as new on a first visit, or when nothing has happened since', async () => {
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
    expect(textOf('timeline-news')).toBeNull()
    setRecord({ lastOpenedAt: Date.now() })
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
    expect(textOf('timeline-news')).toBeNull()
  })

  it('is filtered by what was done and by person', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'))
    const items = () => textsOf('timeline-item')
    await choose(user, '查看')
    const seenBy = (name: string) => expect.stringMatching(`^查看流程 ${name}`)
    await expect.poll(items).toEqual([seenBy('李四'), seenBy('张三')])
    await choose(user, '张三')
    await expect.poll(items).toEqual([seenBy('张三')])
    await choose(user, '签署')
    await choose(user, '李四')
    await screen.findByText('没有符合条件的记录。')
    await user.click(screen.getByRole('button', { name: '取消筛选：签署' }))
    await user.click(await screen.findByRole('button', { name: '取消筛选：李四' }))
    await expect.poll(items).toHaveLength(11)
  })

  it("has no search field while it is short: the client's own search finds words", async () => {
    await renderApp(app(), linkTo('SIGNING'))
    await expect.poll(() => textsOf('timeline-item')).toHaveLength(11)
    expect(screen.queryByRole('searchbox')).toBeNull()
  })
})

describe('the time left to sign', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Opens a flow whose deadline is this many milliseconds from now. */
  async function openWith(left: number, name = 'SIGNING'): Promise<Date> {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    const deadline = Date.now() + left
    setRecord({ deadline })
    await renderApp(app(), linkTo(name))
    await expect.poll(() => textOf('flow-status')).not.toBeNull()
    return new Date(deadline)
  }

  /** Advances the clock; timers that become due fire once. */
  function fastForward(ms: number): void {
    vi.setSystemTime(Date.now() + ms - 15_000)
    vi.advanceTimersByTime(15_000)
  }

  const timer = () => seenAll('[role="timer"] time')[0]

  it('is counted down in its largest unit, with the deadline', async () => {
    const deadline = await openWith(51 * hour + 5 * minute)
    await expect.poll(timer).toMatch(/^剩 2 天，(\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d 截止$/)
    const time = document.querySelector('[role="timer"] time')
    expect(time?.getAttribute('datetime')).toBe(deadline.toISOString())
    fastForward(4 * hour)
    await expect.poll(timer).toMatch(/^剩 1 天，/)
  })

  it('is counted in minutes in the last hour, and then how long ago the deadline was', async () => {
    await openWith(hour + 30_000)
    await expect.poll(timer).toMatch(/^剩 1 小时，/)
    fastForward(20 * minute)
    await expect.poll(timer).toMatch(/^剩 40 分钟，/)
    fastForward(20 * minute + 5000)
    await expect.poll(timer).toMatch(/^剩 20 分钟，/)
    fastForward(hour)
    await expect
      .poll(timer)
      .toMatch(
        /^已过截止时间 \d+ 分钟，(\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d 截止，e签宝尚未标为过期$/,
      )
  })

  it('is not counted when the flow has ended', async () => {
    await openWith(-hour, 'EXPIRED')
    await screen.findByText(/^(今天|昨天|\d+月\d+日) \d\d:\d\d 截止$/)
    expect(timer()).toBeUndefined()
  })

  it('is not shown when the flow is completed', async () => {
    await openWith(hour, 'COMPLETED')
    expect(screen.queryByText(/ 截止/)).toBeNull()
  })
})
