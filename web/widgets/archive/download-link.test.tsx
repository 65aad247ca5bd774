// @vitest-environment happy-dom
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFileAddress } from '#web/api/queries/files/file-address.ts'
import { testClient } from '#web/api/test-client.ts'
import { announcement } from '#web/components/overlay/announcement.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { saveFile } from '#web/dingtalk/save-file.ts'
import { DownloadLink } from './download-link.tsx'

vi.mock('#web/api/queries/files/file-address.ts', () => ({ readFileAddress: vi.fn() }))
vi.mock('#web/api/session/session-query.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  useSession: () => ({ corpId: 'ding1' }),
}))
vi.mock('#web/dingtalk/save-file.ts', () => ({ clientSavesFiles: true, saveFile: vi.fn() }))

const address = { url: 'https://app.example/file', expiresAt: 0 }

function show(client: QueryClient) {
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={client}>
      <DownloadLink path="/api/audit.csv" name="flow-views.csv" invalidates={['audit']}>
        导出 CSV
      </DownloadLink>
    </QueryClientProvider>,
  )
  return root
}

const shownLink = () => vi.waitFor(() => screen.getByRole('link'))

it('says what failed, saves once at a time, and asks the client again until it refuses', async () => {
  const noConnection = new ApiError('connection-failed', 'no connection')
  // Answers in a later task, as the proxy does.
  const later = () => new Promise((resolve) => setTimeout(resolve, 20))
  vi.mocked(readFileAddress)
    .mockImplementationOnce(() => later().then(() => Promise.reject(noConnection)))
    .mockImplementation(() => later().then(() => address))
  vi.mocked(saveFile)
    .mockRejectedValueOnce(new ApiError('internal-error', 'not signed'))
    .mockResolvedValueOnce()
    .mockRejectedValueOnce(new DingTalkError('refused', 'no permission'))
  const client = testClient()
  const reread = vi.spyOn(client, 'invalidateQueries')
  const root = show(client)
  const link = await shownLink()
  const byBrowser = vi.fn()
  document.addEventListener('click', (event) => {
    if (!event.defaultPrevented) byBrowser()
    event.preventDefault()
  })
  const said = () => announcement.get().text
  const isBusy = () => link.getAttribute('aria-busy')
  // Another tab may have signed in to another organisation.
  expect(link.getAttribute('href')).toBe('/api/audit.csv?lang=zh&corpId=ding1')
  for (const text of ['没有网络', '服务出错了', '已保存到钉盘']) {
    link.click()
    await expect.poll(isBusy).toBe('true')
    link.click()
    await expect.poll(said).toBe(text)
    await expect.poll(isBusy).toBe('false')
  }
  expect(byBrowser).not.toHaveBeenCalled()
  expect(reread.mock.calls).toEqual([[{ queryKey: ['audit'] }]])
  link.click()
  await expect.poll(() => byBrowser.mock.calls.length).toBe(1)
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  link.click()
  expect(byBrowser).toHaveBeenCalledTimes(2)
  reread.mockClear()
  vi.advanceTimersByTime(5000)
  vi.useRealTimers()
  expect(reread.mock.calls).toEqual([[{ queryKey: ['audit'] }]])
  expect(saveFile).toHaveBeenCalledTimes(3)
  root.unmount()
})

it('saves again on a tap when the client has not answered for a minute', async () => {
  vi.mocked(readFileAddress).mockResolvedValue(address)
  vi.mocked(saveFile)
    .mockReset()
    .mockReturnValue(new Promise(() => {}))
  const root = show(testClient())
  const link = await shownLink()
  const isBusy = () => link.getAttribute('aria-busy')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  link.click()
  await expect.poll(() => vi.mocked(saveFile).mock.calls.length).toBe(1)
  vi.advanceTimersByTime(59_999)
  expect(isBusy()).toBe('true')
  vi.advanceTimersByTime(1)
  await expect.poll(isBusy).toBe('false')
  link.click()
  await expect.poll(() => vi.mocked(saveFile).mock.calls.length).toBe(2)
  vi.useRealTimers()
  root.unmount()
})
