// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls, setRecord } from './answers.ts'
import { serveApp } from './app-process.ts'
import { openDialog, renderApp, seenText } from './render-app.tsx'

const app = serveApp()

const outsider = (name: string, more: Partial<FlowPerson> = {}): FlowPerson => ({
  role: 'signer',
  name,
  order: 1,
  requirement: null,
  isMe: false,
  isWaitedFor: true,
  account: '138****0000',
  hasSignLink: true,
  ...more,
})

/** The links that were asked for. */
const asked: string[] = []

async function openReminder(
  urge: Partial<FlowRecord['urge']>,
  people: FlowPerson[],
  isInitiator = true,
): Promise<UserEvent> {
  asked.length = 0
  answerCalls(/\/sign-link$/, async () =>
    Response.json({
      name: null,
      longUrl: null,
      shortUrl: `https://sign.example/${asked.push('sign-link')}`,
    }),
  )
  setRecord({
    isInitiator,
    people,
    urge: { state: 'possible', availableAt: null, reached: [], unreached: [], ...urge },
  })
  const user = await renderApp(app(), linkTo('SIGNING'))
  const bar = within(await screen.findByTestId('action-bar'))
  await user.click(await bar.findByRole('button', { name: '催办' }))
  return user
}

const copied = () => navigator.clipboard.readText()

describe('reminding a contract', () => {
  it('that waits for colleagues and outsiders has a group for each', async () => {
    const user = await openReminder(
      { reached: ['李四'], unreached: ['孙八', '周外', '钱七'], takesNote: true },
      [outsider('孙八', { organization: '上海云帆贸易有限公司' }), outsider('周外')],
    )
    const sheet = within(await openDialog('催办'))
    const heads = sheet.getAllByRole('heading', { level: 3 }).map((head) => head.textContent)
    expect(heads).toEqual(['钉钉提醒', '外部签署人'])
    expect(sheet.getByRole('textbox', { name: '附言（可不填）' })).toBeTruthy()
    expect(sheet.getByText(/也在等待 钱七/)).toBeTruthy()
    const rows = within(sheet.getByTestId('outsiders')).getAllByRole('listitem')
    expect(rows.map(seenText)).toEqual([
      '孙八上海云帆贸易有限公司 · 138****0000复制签署链接',
      '周外138****0000复制签署链接',
    ])
    // No link is asked for before it is wanted, as each is recorded.
    expect(asked).toEqual([])
    await user.click(sheet.getByRole('button', { name: '复制签署链接：周外' }))
    await expect.poll(copied).toMatch(/^请签署《办公设备采购合同》.*https:\/\/sign\.example\/1\n/)
    const row = sheet.getByRole('button', { name: /^周外/, expanded: false })
    await user.click(row)
    expect(row.getAttribute('aria-expanded')).toBe('true')
    await sheet.findByRole('img', { name: '周外 的签署二维码' })
    expect(asked).toHaveLength(1)
    expect(sheet.getByRole('button', { name: '发送提醒' })).toBeTruthy()
  })

  it('that waits for outsiders alone copies all their links', async () => {
    const user = await openReminder({ state: 'unknown-people', unreached: ['孙八', '周外'] }, [
      outsider('孙八'),
      outsider('周外'),
    ])
    const sheet = within(await openDialog('催办'))
    expect(sheet.queryByRole('button', { name: '发送提醒' })).toBeNull()
    await user.click(sheet.getByRole('button', { name: '复制签署链接' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const lines = (await copied()).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^孙八：请签署《办公设备采购合同》.*https:\/\/sign\.example\/\d$/)
    expect(lines[1]).toMatch(/^周外：/)
  })

  it('says so where e签宝 gives no signing link, and gives a text instead', async () => {
    const person = outsider('孙八')
    delete person.hasSignLink
    await openReminder({ state: 'unknown-people', unreached: ['孙八'] }, [person])
    const sheet = await openDialog('提醒对方')
    expect(seenText(sheet)).toContain('e签宝 没有提供 孙八 的签署链接。')
    const main = within(sheet).getByRole('button', { name: '复制提醒文字' })
    expect(main.className).toContain('adm-button-primary')
  })

  it('has the initiator asked where the viewer may not have the link', async () => {
    const person = outsider('孙八')
    delete person.hasSignLink
    await openReminder({ state: 'unknown-people', unreached: ['孙八'] }, [person], false)
    const sheet = within(await openDialog('提醒对方'))
    const main = sheet.getByRole('button', { name: '提醒发起人' })
    expect(main.className).toContain('adm-button-primary')
    const copy = sheet.getByRole('button', { name: '复制提醒文字' })
    expect(copy.className).not.toContain('adm-button-primary')
  })
})
