// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { screen, within } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { testClient } from '#web/api/test-client.ts'
import { RemindSheet } from './remind-sheet.tsx'

const mocked = vi.hoisted(() => ({ remindFlows: vi.fn() }))

vi.mock('#web/api/queries/reminders.ts', () => ({
  remindFlows: mocked.remindFlows,
  remindersPreviewQuery: (taskIds: readonly string[]) => ({
    queryKey: ['reminders', taskIds],
    queryFn: () => ({
      flows: taskIds.map((taskId) => ({
        taskId,
        outlook: { state: 'possible', availableAt: null, reached: ['李四'], unreached: [] },
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
        <RemindSheet flows={flows} open={open} onClose={() => {}} />
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
