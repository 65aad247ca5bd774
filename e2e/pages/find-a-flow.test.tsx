// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { serveApp } from './app-process.ts'
import { searchField } from './home.ts'
import { address, renderApp, seenAll, seenText, textOf, textsOf } from './render-app.tsx'

// A person searches for a contract on the home page.

const app = serveApp()

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
