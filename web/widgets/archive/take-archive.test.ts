// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { fetchArchive } from '#web/api/queries/files/archive.ts'
import { testClient } from '#web/api/test-client.ts'
import { saveFile } from '#web/dingtalk/save-file.ts'
import { takeArchive } from './take-archive.ts'

vi.mock('#web/api/queries/files/archive.ts', () => ({
  readArchiveAddress: async () => ({ url: 'https://app.example/zip', name: 'zip' }),
  fetchArchive: vi.fn(),
}))
vi.mock('#web/dingtalk/save-file.ts', () => ({ clientSavesFiles: true, saveFile: vi.fn() }))

it('fails where our server does, which is no refusal of the client', async () => {
  const failure = new ApiError('connection-failed', 'no connection')
  vi.mocked(saveFile).mockRejectedValueOnce(failure)
  const taken = takeArchive({
    client: testClient(),
    corpId: 'ding1',
    choice: { taskIds: ['PRO-1'], lang: 'zh' },
    signal: new AbortController().signal,
    onStage: () => {},
  })
  await expect(taken).rejects.toBe(failure)
  expect(fetchArchive).not.toHaveBeenCalled()
})
