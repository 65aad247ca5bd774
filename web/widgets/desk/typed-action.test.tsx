// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/dom'
import { PointerEventsCheckLevel, userEvent } from '@testing-library/user-event'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { testClient } from '#web/api/test-client.ts'
import { announcement } from '#web/components/overlay/announcement.ts'
import { TypedAction } from './typed-action.tsx'

it('is not offered again while it is being sent, and tells of a failure after it was closed', async () => {
  let fail = (_error: Error) => {}
  const act = vi.fn(() => new Promise<string>((_resolve, reject) => (fail = reject)))
  const onDone = vi.fn(() => Promise.resolve())
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={testClient()}>
      <TypedAction
        label="补登"
        title="补登"
        field={{ id: 'order', label: '订单号' }}
        confirmLabel="确认补登"
        cancelLabel="取消"
        act={act}
        onDone={onDone}
      >
        请填写
      </TypedAction>
    </QueryClientProvider>,
  )
  // happy-dom does not run the animation that lets the dialog take clicks.
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never })
  const button = await vi.waitFor(() =>
    screen.getByRole<HTMLButtonElement>('button', { name: '补登' }),
  )
  await user.click(button)
  await user.type(await vi.waitFor(() => screen.getByRole('textbox', { name: '订单号' })), '1001')
  await user.click(await vi.waitFor(() => screen.getByRole('button', { name: '确认补登' })))
  await user.click(screen.getByRole('button', { name: '取消' }))
  expect(act).toHaveBeenCalledOnce()
  await expect.poll(() => button.disabled).toBe(true)
  fail(new ApiError('connection-failed', 'no connection'))
  await expect.poll(() => announcement.get().text).toBe('没有网络')
  await expect.poll(() => button.disabled).toBe(false)
  expect(onDone).not.toHaveBeenCalled()
  root.unmount()
})
