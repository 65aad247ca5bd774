// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { testClient } from '#web/api/test-client.ts'
import { announcement } from '#web/components/overlay/announcement.ts'
import { takeSigned, viewSigned } from './signed-files.ts'

vi.mock('#web/api/queries/flow-actions.ts', () => ({ readFlowDocuments: vi.fn() }))
vi.mock('#web/components/overlay/animated.ts', () => ({
  loadAnimated: () => Promise.resolve({ showToast: () => {} }),
}))
vi.mock('#web/widgets/viewer/load-viewer.ts', () => ({
  loadViewer: () => Promise.resolve({ Viewer: () => null }),
}))

const read = vi.mocked(readFlowDocuments)

function answer(...names: string[]) {
  return {
    documents: names.map((name, index) => ({
      fileId: `F${index}`,
      url: 'https://x',
      name,
      bytes: null,
      pages: null,
    })),
  }
}

const flow: FlowView['flow'] = {
  taskId: 'PRO-1',
  title: null,
  status: 'completed',
  statusCode: 2,
  initiator: { name: null, organization: null },
  logs: [],
}

const view: FlowView = {
  flow,
  signers: { ok: [] },
  approvals: { ok: [] },
  registry: null,
  fetchedAt: 0,
  situation: situationOf({ flow, signers: [], approvals: [], people: [] }),
}

const asker = () => ({ client: testClient(), language: 'zh' as const, corpId: 'ding1' })

const said = () => announcement.get().text

/** Addresses that the browser was told to download. */
let downloads: string[]

beforeEach(() => {
  downloads = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
    this: HTMLAnchorElement,
  ) {
    downloads.push(`${new URL(this.href).pathname}${new URL(this.href).search}`)
  })
})

it('views all files of a contract, and reads them once', async () => {
  read.mockResolvedValue(answer('合同.pdf', '附件.pdf'))
  const person = asker()
  const { files } = await viewSigned(view, person)
  expect(files.map(({ name }) => name)).toEqual(['合同.pdf', '附件.pdf'])
  await takeSigned(view, person)
  expect(read).toHaveBeenCalledOnce()
})

it('downloads the only file itself, and several as a zip', async () => {
  read.mockResolvedValueOnce(answer('合同.pdf')).mockResolvedValueOnce(answer('1.pdf', '2.pdf'))
  expect((await takeSigned(view, asker())).ArchiveSheet).toBeNull()
  expect(downloads).toEqual(['/api/flows/PRO-1/documents/0/content?save&lang=zh&corpId=ding1'])
  expect(said()).toBe('已开始下载')
  expect((await takeSigned(view, asker())).ArchiveSheet).not.toBeNull()
  expect(downloads).toHaveLength(1)
})

it('says why there are no files', async () => {
  read.mockRejectedValueOnce(new ApiError('document-unavailable', 'gone'))
  expect((await viewSigned(view, asker())).files).toEqual([])
  expect(said()).not.toBe('')
  const why = said()
  read.mockResolvedValueOnce(answer())
  expect((await takeSigned(view, asker())).ArchiveSheet).toBeNull()
  expect(said()).toBe('还没有可查看的文件。')
  expect(why).not.toBe(said())
  expect(downloads).toEqual([])
})
