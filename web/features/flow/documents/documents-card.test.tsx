// @vitest-environment happy-dom
import { getByRole, getByText } from '@testing-library/dom'
import { onlineManager, QueryClientProvider } from '@tanstack/react-query'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { testClient } from '#web/api/test-client.ts'
import { announcement } from '#web/components/overlay/announcement.ts'
import { DocumentsCard } from './documents-card.tsx'

vi.mock('#web/api/queries/flow-actions.ts', () => ({ readFlowDocuments: vi.fn() }))
vi.mock('#web/components/overlay/heavy.ts', () => ({ loadHeavy: () => Promise.resolve() }))
vi.mock('#web/components/archive/archive-sheet.tsx', () => ({
  // The real one downloads while it is mounted and open.
  ArchiveSheet: (props: { open: boolean }) => props.open && <p>正在下载</p>,
}))

const read = vi.mocked(readFlowDocuments)
const client = testClient()
let root: Root

function render(status: FlowStatus) {
  root.render(
    <QueryClientProvider client={client}>
      <DocumentsCard taskId="PRO-1" status={status} />
    </QueryClientProvider>,
  )
}

/** Taps the row that loads the files, and waits for them. */
async function show(address: string): Promise<void> {
  await hidden()
  getByRole(document.body, 'button', { name: '查看文件' }).click()
  await vi.waitFor(() => expect(file()).toBe(address))
}

const file = () => document.querySelector('[data-testid=flow-documents] a')?.getAttribute('href')

const hidden = () =>
  vi.waitFor(() => {
    expect(document.body.textContent).toContain('查看文件')
    expect(file()).toBeUndefined()
  })

beforeEach(() => {
  read.mockReset().mockImplementation(() =>
    Promise.resolve({
      documents: [
        { fileId: 'F', name: '合同.pdf', url: `https://files/${read.mock.calls.length}` },
      ],
    }),
  )
  root = createRoot(document.body.appendChild(document.createElement('div')))
  render('signing')
})

afterEach(() => {
  vi.useRealTimers()
  root.unmount()
  document.body.replaceChildren()
})

it('keeps the focus where the files appear, and has their number read out', async () => {
  let arrive = () => {}
  read.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        arrive = () =>
          resolve({ documents: [{ fileId: 'F', name: '合同.pdf', url: 'https://files/1' }] })
      }),
  )
  await hidden()
  const button = getByRole(document.body, 'button', { name: '查看文件' })
  button.focus()
  button.click()
  const loading = await vi.waitFor(() =>
    getByRole<HTMLButtonElement>(document.body, 'button', { name: /正在加载/ }),
  )
  await vi.waitFor(() => expect(document.activeElement).toBe(loading))
  // A disabled button would lose the focus.
  expect(loading.disabled).toBe(false)
  loading.click()
  expect(read).toHaveBeenCalledTimes(1)
  arrive()
  await vi.waitFor(() => expect(file()).toBe('https://files/1'))
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('A'))
  expect(announcement.get().text).toBe('有 1 个文件')
})

it('is asked for again after half an hour, as addresses expire', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  await show('https://files/1')
  await vi.advanceTimersByTimeAsync(31 * 60_000)
  await hidden()
  expect(read).toHaveBeenCalledTimes(1)
  await show('https://files/2')
})

it('is asked for again when the contract has got another status', async () => {
  await show('https://files/1')
  render('completed')
  await hidden()
  expect(read).toHaveBeenCalledTimes(1)
  await show('https://files/2')
})

it('is downloaded to the end although the contract gets another status, or addresses expire', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  await show('https://files/1')
  getByRole(document.body, 'button', { name: '全部下载（zip）' }).click()
  const download = await vi.waitFor(() => getByText(document.body, '正在下载'))
  render('completed')
  await hidden()
  expect(download.isConnected).toBe(true)
  await show('https://files/2')
  await vi.advanceTimersByTimeAsync(31 * 60_000)
  await hidden()
  expect(download.isConnected).toBe(true)
})

it('reads the files once more when the network is back after a failure', async () => {
  read.mockRejectedValueOnce(new Error('no network'))
  client.setQueryDefaults(['documents'], { retry: false })
  client.mount()
  await hidden()
  getByRole(document.body, 'button', { name: '查看文件' }).click()
  const state = () => client.getQueryState(['documents', 'PRO-1'])?.status
  await vi.waitFor(() => expect(state()).toBe('error'))
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
  await vi.waitFor(() => expect(file()).toBe('https://files/2'))
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
  client.unmount()
  expect(read).toHaveBeenCalledTimes(2)
})
