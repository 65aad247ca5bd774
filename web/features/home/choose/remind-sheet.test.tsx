// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { screen, within } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { testClient } from '#web/api/test-client.ts'
import { RemindSheet } from './remind-sheet.tsx'

const mocked = vi.hoisted(() => ({ remindFlows: vi.fn(), copyText: vi.fn() }))

vi.mock('#web/components/copy-text.ts', () => ({ copyText: mocked.copyText }))

vi.mock('#web/api/queries/flow-actions.ts', () => ({
  readSignLink: (_client: unknown, taskId: string) =>
    taskId === 'lost'
      ? Promise.reject(new ApiError('flow-not-signable', 'ended'))
      : Promise.resolve({ name: null, longUrl: null, shortUrl: `https://sign.example/${taskId}` }),
}))

vi.mock('#web/api/queries/reminders.ts', () => ({
  remindFlows: mocked.remindFlows,
  remindersPreviewQuery: (taskIds: readonly string[]) => ({
    queryKey: ['reminders', taskIds],
    queryFn: () => ({
      flows: taskIds.map((taskId) => ({
        taskId,
        reminderState: { state: 'possible', availableAt: null, reached: ['李四'], unreached: [] },
        ...(taskId.length > 1 && {
          outsiders: [{ signer: 1, name: '孙八', organization: null, account: null }],
        }),
        refusal: null,
      })),
    }),
  }),
}))

it('shows the result of what was sent, and not under another selection', async () => {
  let answer = (_answer: unknown) => {}
  mocked.remindFlows.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  const listed = (taskId: string) => listedFlow({ taskId, title: `合同 ${taskId}` })
  const [one, two] = [listed('A'), listed('B')]
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const client = testClient()
  const show = (flows: readonly ListedFlow[], open: boolean) =>
    root.render(
      <QueryClientProvider client={client}>
        <RemindSheet flows={flows} open={open} onClose={() => {}} onDone={() => {}} />
      </QueryClientProvider>,
    )
  const sheet = () => within(screen.getByTestId('remind-sheet'))
  show([one], true)
  const send = await vi.waitFor(() => screen.getByRole('button', { name: '发送提醒（1 份）' }))
  await expect.poll(() => send.hasAttribute('disabled')).toBe(false)
  send.click()
  await expect.poll(() => mocked.remindFlows.mock.calls.length).toBe(1)
  show([one], false)
  await vi.waitFor(() => expect(screen.queryByTestId('remind-sheet')).toBeNull())
  show([one, two], true)
  await vi.waitFor(() => sheet())
  const urge = { recipients: ['李四'] }
  answer({ flows: [{ taskId: 'A', urge, refusal: null }] })
  await vi.waitFor(() => screen.getByRole('button', { name: '发送提醒（2 份）' }))
  const texts = sheet().getAllByTestId('reminded-flow')
  expect(texts.map(({ textContent }) => textContent)).toEqual([
    '合同 A将提醒 李四',
    '合同 B将提醒 李四',
  ])
  show([one], true)
  await vi.waitFor(() => sheet().getByText(/已提醒 李四/))
  root.unmount()
})

it.each([
  { what: 'all were sent', refused: [], isDone: true },
  { what: 'one was not', refused: ['B'], isDone: false },
])('closed after $what, says whether the selection is done with', async ({ refused, isDone }) => {
  const sent = { urge: { recipients: ['李四'] }, refusal: null }
  const not = { urge: null, refusal: { code: 'day-limit-reached', names: ['李四'] } }
  mocked.remindFlows.mockResolvedValueOnce({
    flows: ['A', 'B'].map((taskId) => ({ taskId, ...(refused.includes(taskId) ? not : sent) })),
  })
  const flows = ['A', 'B'].map((taskId) => listedFlow({ taskId, title: taskId }))
  const [onClose, onDone] = [vi.fn(), vi.fn()]
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={testClient()}>
      <RemindSheet flows={flows} open onClose={onClose} onDone={onDone} />
    </QueryClientProvider>,
  )
  const send = await vi.waitFor(() => screen.getByRole('button', { name: '发送提醒（2 份）' }))
  await expect.poll(() => send.hasAttribute('disabled')).toBe(false)
  send.click()
  await vi.waitFor(() => screen.getAllByText(/已提醒 李四/))
  expect(onDone).not.toHaveBeenCalled()
  screen.getByRole('button', { name: '关闭' }).click()
  await expect.poll(() => onClose.mock.calls.length).toBe(1)
  expect(onDone).toHaveBeenCalledTimes(isDone ? 1 : 0)
  root.unmount()
})

it('names who has reached the limit of the day', async () => {
  const refusal = { code: 'day-limit-reached', retryAfter: 3600, names: ['李四'] }
  const urge = { recipients: ['王五'] }
  mocked.remindFlows.mockResolvedValueOnce({
    flows: [
      { taskId: 'A', urge: null, refusal },
      { taskId: 'B', urge, heldBack: ['李四', null], refusal: null },
    ],
  })
  const flows = ['A', 'B'].map((taskId) => listedFlow({ taskId, title: taskId }))
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={testClient()}>
      <RemindSheet flows={flows} open onClose={() => {}} onDone={() => {}} />
    </QueryClientProvider>,
  )
  const send = await vi.waitFor(() => screen.getByRole('button', { name: '发送提醒（2 份）' }))
  await expect.poll(() => send.hasAttribute('disabled')).toBe(false)
  send.click()
  const texts = () => screen.getAllByTestId('reminded-flow').map(({ textContent }) => textContent)
  await expect
    .poll(texts)
    .toEqual([
      'A今天给 李四 的消息已到上限，明天 00:00 后可再提醒',
      'B已提醒 王五 · 今天给 李四、对方 的消息已到上限，明天 00:00 后可再提醒',
    ])
  root.unmount()
})

it('copies the links of all outside signers, a line each, and says where there is none', async () => {
  mocked.copyText.mockResolvedValue(undefined)
  const flows = ['one', 'lost', 'two'].map((taskId) => listedFlow({ taskId, title: taskId }))
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={testClient()}>
      <RemindSheet flows={flows} open onClose={() => {}} onDone={() => {}} />
    </QueryClientProvider>,
  )
  const all = await vi.waitFor(() => screen.getByRole('button', { name: '全部复制' }))
  all.click()
  await expect.poll(() => mocked.copyText.mock.calls.length).toBe(1)
  const lines = String(mocked.copyText.mock.calls[0]?.[0]).split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(
    /^孙八：请签署《one》.*Please sign “one” .*https:\/\/sign\.example\/one$/,
  )
  expect(lines[1]).toMatch(/https:\/\/sign\.example\/two$/)
  const [, lost] = within(screen.getByTestId('outsiders')).getAllByRole('listitem')
  await vi.waitFor(() => within(lost ?? document.body).getByRole('alert'))
  root.unmount()
})
