// @vitest-environment happy-dom
import { getByRole, getByTestId, queryByTestId } from '@testing-library/dom'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { testClient } from '#web/api/test-client.ts'
import { prefetchViewer } from '#web/widgets/viewer/load-viewer.ts'
import { recordOf } from '../test-record.ts'
import { DocumentsCard } from './documents-card.tsx'

vi.mock('#web/api/queries/flow-actions.ts', () => ({ readFlowDocuments: vi.fn() }))
vi.mock('#web/components/overlay/animated.ts', () => ({ loadAnimated: () => Promise.resolve() }))
vi.mock('#web/widgets/viewer/load-viewer.ts', () => ({
  loadViewer: () =>
    Promise.resolve({
      Viewer: (props: { open: boolean; first: number; files: { name: string }[] }) =>
        props.open && <p role="dialog">{props.files[props.first]?.name}</p>,
    }),
  prefetchViewer: vi.fn(() => Promise.resolve()),
}))

const read = vi.mocked(readFlowDocuments)
let root: Root

const facts = (name: string, more: Partial<DocumentFacts> = {}): DocumentFacts => ({
  name,
  bytes: null,
  pages: null,
  ...more,
})

function answer(...names: string[]) {
  return {
    documents: names.map((name, index) => ({
      ...facts(name),
      fileId: `F${index}`,
      url: 'https://x',
    })),
  }
}

function render(documents?: DocumentFacts[], status: FlowStatus = 'signing') {
  const initiator = { name: null, organization: null }
  const flow = { taskId: 'PRO-1', title: null, status, statusCode: null, initiator, logs: [] }
  const view = {
    flow,
    signers: { ok: [] },
    approvals: { ok: [] },
    situation: situationOf({ flow, signers: [], approvals: [], people: [] }),
    registry: { ...recordOf([]), ...(documents && { documents }) },
    fetchedAt: 0,
  }
  root.render(
    <QueryClientProvider client={testClient()}>
      <DocumentsCard view={view} />
    </QueryClientProvider>,
  )
}

const card = () => vi.waitFor(() => getByTestId(document.body, 'flow-documents'))
const rows = async () =>
  Array.from((await card()).querySelectorAll('li'), ({ textContent }) => textContent)

const pressed = async (name: string | RegExp) => getByRole(await card(), 'button', { name }).click()
const opened = () => vi.waitFor(() => getByRole(document.body, 'dialog').textContent)

beforeEach(() => {
  read.mockReset()
  vi.mocked(prefetchViewer).mockClear()
  root = createRoot(document.body.appendChild(document.createElement('div')))
})

afterEach(() => {
  vi.useRealTimers()
  root.unmount()
  document.body.replaceChildren()
})

it('lists the files that are known, and opens the one that is pressed', async () => {
  render([facts('合同.pdf', { bytes: 1_258_291, pages: 12 }), facts('附图.png')])
  expect(await rows()).toEqual(['合同.pdf合同 · 12 页 · 1.2 MB', '附图.png合同', '全部下载（zip）'])
  await pressed(/附图/)
  expect(await opened()).toBe('附图.png')
  expect(read).not.toHaveBeenCalled()
})

it('opens the first file by its head', async () => {
  render([facts('合同.pdf')])
  await pressed('查看文件')
  expect(await opened()).toBe('合同.pdf')
})

it('keeps one row for files that become known later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  read.mockResolvedValue(answer('合同.pdf', '附件.pdf', '附图.png'))
  render()
  expect(await rows()).toEqual(['合同文件\u00a0'])
  await vi.advanceTimersByTimeAsync(3000)
  await vi.waitFor(async () => expect(await rows()).toEqual(['合同.pdf等 3 个文件']))
  render([facts('合同.pdf'), facts('附件.pdf'), facts('附图.png')])
  expect(await rows()).toEqual(['合同.pdf等 3 个文件'])
})

it('reads them at the tap if they are not known by then', async () => {
  read.mockResolvedValue(answer('合同.pdf'))
  render()
  await pressed(/合同文件/)
  expect(await opened()).toBe('合同.pdf')
  expect(read).toHaveBeenCalledOnce()
})

it('says why files cannot be had, without a request id, and tries again at the tap', async () => {
  const problem = { status: 410, code: 'document-deleted', title: '', requestId: 'r-1' } as const
  read.mockRejectedValueOnce(new ApiError('document-deleted', 'gone', problem))
  read.mockResolvedValue(answer('合同.pdf'))
  render()
  await pressed(/合同文件/)
  await vi.waitFor(async () => expect(await rows()).toEqual(['合同文件合同已删除，文件不再提供']))
  await pressed(/不再提供/)
  expect(await opened()).toBe('合同.pdf')
})

it('says that there are none yet, and has no card for a deleted contract', async () => {
  render([])
  expect(await rows()).toEqual(['还没有可查看的文件。'])
  expect((await card()).querySelector('button')).toBeNull()
  render([facts('合同.pdf')], 'deleted')
  await vi.waitFor(() => expect(queryByTestId(document.body, 'flow-documents')).toBeNull())
})

it('fetches the viewer after the page, and pdf.js only for a completed contract', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  render([facts('合同.pdf')])
  await card()
  await vi.advanceTimersByTimeAsync(3000)
  expect(prefetchViewer).toHaveBeenLastCalledWith(false)
  root.unmount()
  root = createRoot(document.body.appendChild(document.createElement('div')))
  render([facts('合同.pdf')], 'completed')
  await card()
  await vi.advanceTimersByTimeAsync(3000)
  expect(prefetchViewer).toHaveBeenLastCalledWith(true)
})
