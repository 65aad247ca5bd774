import { atom } from 'nanostores'
import { describe, expect, it, vi } from 'vitest'
import type { Problem } from '#shared/schemas/problem.ts'
import type { UploadedFile } from '#shared/schemas/file.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import type { UploadOptions } from '#web/api/queries/files/files.ts'
import { type Draft, type DraftFile, emptyDraft } from '../draft/draft.ts'
import { createUploadQueue } from './upload-queue.ts'

function pdf(name: string): File {
  return new File(['%PDF-'], name)
}

function answered(fileId: string, state: UploadedFile['state']): UploadedFile {
  return {
    fileId,
    name: 'a.pdf',
    size: 5,
    state,
    stateCode: 1,
    pages: state === 'ready' ? 3 : null,
  }
}

function notFound(): ApiError {
  const problem: Problem = { status: 404, code: 'file-not-found', title: '', requestId: 'r' }
  return new ApiError('file-not-found', '', problem)
}

type Sending = {
  name: string
  options: UploadOptions
  arrive: (file: UploadedFile) => void
  fail: (error: unknown) => void
}

/** A queue whose uploads, reads and waits the test controls. */
function queueWith(files: DraftFile[] = [], ...firstReadings: (UploadedFile | Error)[]) {
  const draft = atom<Draft>({ ...emptyDraft, files })
  const sendings: Sending[] = []
  const read = vi.fn<(fileId: string) => Promise<UploadedFile>>()
  for (const reading of firstReadings) {
    if (reading instanceof Error) read.mockRejectedValueOnce(reading)
    else read.mockResolvedValueOnce(reading)
  }
  let keys = 0
  const queue = createUploadQueue({
    store: { draft, change: (update) => draft.set(update(draft.get())) },
    send: ({ name }, options) =>
      new Promise((arrive, fail) => {
        options.signal.addEventListener('abort', () => fail(new DOMException('', 'AbortError')))
        sendings.push({ name, options, arrive, fail })
      }),
    read,
    wait: () => Promise.resolve(),
    newKey: () => `k${(keys += 1)}`,
  })
  const stages = () => draft.get().files.map(({ key }) => queue.states.get()[key]?.stage)
  const reached = (...wanted: string[]) => vi.waitFor(() => expect(stages()).toEqual(wanted))
  return { queue, draft, sendings, read, stages, reached }
}

function stored(fileId: string | null): DraftFile {
  return { key: 'k0', name: 'a.pdf', size: 5, kind: 'contract', fileId, pages: null }
}

describe('an added file', () => {
  it('is uploaded, converted and ready, with its number of pages', async () => {
    const { queue, draft, sendings, read, reached } = queueWith()
    read.mockResolvedValueOnce(answered('f1', 'converting'))
    read.mockResolvedValueOnce(answered('f1', 'ready'))
    queue.add([pdf('采购合同.pdf')])
    sendings[0]?.options.onProgress(0.5)
    expect(queue.states.get()['k1']).toEqual({ stage: 'sending', part: 0.5 })
    sendings[0]?.arrive(answered('f1', 'uploading'))
    await reached('ready')
    expect(draft.get().files).toEqual([
      { key: 'k1', name: '采购合同.pdf', size: 5, kind: 'contract', fileId: 'f1', pages: 3 },
    ])
    expect(draft.get().title).toBe('采购合同')
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('does not replace an existing title', () => {
    const { queue, draft } = queueWith()
    draft.set({ ...draft.get(), title: '我的' })
    queue.add([pdf('a.pdf')])
    expect(draft.get().title).toBe('我的')
  })

  it('takes the title that is its name with it, also when another comes in its place', () => {
    const { queue, draft } = queueWith()
    queue.add([pdf('劳动合同-张三.pdf'), pdf('附件.pdf')])
    queue.remove('k1')
    expect(draft.get().title).toBe('附件')
    queue.replace('k2', pdf('采购合同.pdf'))
    expect(draft.get().title).toBe('采购合同')
    queue.remove('k2')
    expect(draft.get().title).toBe('')
    queue.add([pdf('a.pdf')])
    draft.set({ ...draft.get(), title: '我的' })
    queue.replace('k3', pdf('b.pdf'))
    queue.remove('k3')
    expect(draft.get().title).toBe('我的')
  })

  it('waits while two others are uploading', async () => {
    const { queue, sendings, read, reached } = queueWith()
    read.mockResolvedValue(answered('f1', 'ready'))
    queue.add([pdf('a.pdf'), pdf('b.pdf'), pdf('c.pdf')])
    await reached('sending', 'sending', 'waiting')
    sendings[1]?.arrive(answered('f2', 'uploading'))
    await reached('sending', 'ready', 'sending')
    expect(sendings.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf'])
  })

  it('is left out when it cannot be used, and the others are added', () => {
    const { queue, draft } = queueWith()
    queue.add([new File(['x'], 'a.txt'), pdf('b.pdf'), new File([], 'c.pdf')])
    expect(draft.get().files.map(({ name }) => name)).toEqual(['b.pdf'])
    expect(queue.refused.get()).toMatchObject([
      { name: 'a.txt', rule: 'file-type' },
      { name: 'c.pdf', rule: 'file-empty' },
    ])
  })
})

describe('a failed upload', () => {
  it('can be retried', async () => {
    const { queue, sendings, read, reached } = queueWith()
    read.mockResolvedValue(answered('f1', 'ready'))
    queue.add([pdf('a.pdf')])
    const error = new ApiError('connection-failed', '')
    sendings[0]?.fail(error)
    await reached('not-sent')
    expect(queue.states.get()['k1']).toEqual({ stage: 'not-sent', error })
    expect(queue.canRetry('k1')).toBe(true)
    queue.retry('k1')
    sendings[1]?.arrive(answered('f1', 'uploading'))
    await reached('ready')
  })

  it('can be cancelled, which starts the next one, and retried', async () => {
    const { queue, sendings, reached } = queueWith()
    queue.add([pdf('a.pdf'), pdf('b.pdf'), pdf('c.pdf')])
    queue.cancel('k1')
    await reached('cancelled', 'sending', 'sending')
    expect(sendings[0]?.options.signal.aborted).toBe(true)
    queue.retry('k1')
    await reached('waiting', 'sending', 'sending')
  })

  it('is interrupted, with those that wait, and the next ones are not sent', async () => {
    const { queue, sendings, reached } = queueWith()
    queue.add([pdf('a.pdf'), pdf('b.pdf'), pdf('c.pdf')])
    await reached('sending', 'sending', 'waiting')
    queue.interrupt()
    await reached('interrupted', 'interrupted', 'interrupted')
    await vi.waitFor(() =>
      expect(sendings.every(({ options }) => options.signal.aborted)).toBe(true),
    )
    expect(sendings).toHaveLength(2)
    expect(queue.canRetry('k3')).toBe(false)
  })

  it('is dropped when its file is removed', async () => {
    const { queue, draft, sendings, stages } = queueWith()
    queue.add([pdf('a.pdf'), pdf('b.pdf')])
    queue.remove('k1')
    expect(sendings[0]?.options.signal.aborted).toBe(true)
    expect(draft.get().files.map(({ key }) => key)).toEqual(['k2'])
    expect(Object.keys(queue.states.get())).toEqual(['k2'])
    expect(stages()).toEqual(['sending'])
  })
})

describe('a file that e签宝 does not finish', () => {
  it('is no longer followed after ten minutes, and can be checked again', async () => {
    const { queue, sendings, read, reached } = queueWith()
    read.mockResolvedValue(answered('f1', 'unknown'))
    queue.add([pdf('a.pdf')])
    await reached('sending')
    sendings[0]?.arrive(answered('f1', 'uploading'))
    await reached('not-known')
    expect(read.mock.calls.length).toBeLessThan(200)
    read.mockResolvedValue(answered('f1', 'ready'))
    queue.retry('k1')
    await reached('ready')
  })
})

describe('a file that e签宝 cannot convert', () => {
  it('can be retried, or replaced in its place', async () => {
    const { queue, draft, sendings, read, reached } = queueWith()
    read.mockResolvedValueOnce(answered('f1', 'failed'))
    queue.add([pdf('a.pdf')])
    sendings[0]?.arrive(answered('f1', 'uploading'))
    await reached('not-converted')
    expect(queue.canRetry('k1')).toBe(true)
    draft.set({
      ...draft.get(),
      files: draft.get().files.map((file) => ({ ...file, kind: 'attachment' as const })),
    })
    read.mockResolvedValueOnce(answered('f2', 'ready'))
    queue.replace('k1', pdf('b.pdf'))
    expect(draft.get().files).toMatchObject([{ key: 'k1', name: 'b.pdf', fileId: null }])
    sendings[1]?.arrive(answered('f2', 'uploading'))
    await reached('ready')
    expect(draft.get().files).toMatchObject([{ fileId: 'f2', kind: 'attachment' }])
  })
})

describe('a file of an earlier visit', () => {
  it('is ready when e签宝 still has it', async () => {
    const { reached } = queueWith([stored('f1')], answered('f1', 'ready'))
    await reached('ready')
  })

  it('is reported as gone when e签宝 no longer has it', async () => {
    const failures = Array.from({ length: 4 }, notFound)
    const { queue, read, reached } = queueWith([stored('f1')], ...failures)
    await reached('gone')
    expect(read).toHaveBeenCalledTimes(4)
    expect(queue.canRetry('k0')).toBe(false)
  })

  it('is checked again while the database is away', async () => {
    const problem: Problem = { status: 503, code: 'store-unavailable', title: '', requestId: 'r' }
    const away = new ApiError('store-unavailable', '', problem)
    const { reached } = queueWith([stored('f1')], away, answered('f1', 'ready'))
    await reached('ready')
  })

  it('has to be chosen again when its upload had not finished', async () => {
    const { queue, read, reached } = queueWith([stored(null)])
    await reached('interrupted')
    expect(queue.canRetry('k0')).toBe(false)
    expect(read).not.toHaveBeenCalled()
  })

  it('is checked again while the network fails, and then by hand', async () => {
    const failures = Array.from({ length: 4 }, () => new ApiError('connection-failed', ''))
    const { queue, read, reached } = queueWith([stored('f1')], ...failures)
    await reached('not-known')
    expect(read).toHaveBeenCalledTimes(4)
    expect(queue.canRetry('k0')).toBe(true)
    read.mockResolvedValue(answered('f1', 'ready'))
    queue.retry('k0')
    await reached('ready')
  })

  it('is not gone because e签宝 did not find it once', async () => {
    const { reached } = queueWith([stored('f1')], notFound(), answered('f1', 'ready'))
    await reached('ready')
  })

  it('is checked once more before it counts as gone', async () => {
    const { queue, read, reached } = queueWith([stored('f1')], answered('f1', 'ready'))
    await reached('ready')
    read.mockRejectedValue(notFound())
    queue.recheck()
    await reached('gone')
  })
})

describe('another window', () => {
  it('sends a file, which is checked here, and removes it', async () => {
    const { queue, draft, read, reached } = queueWith()
    draft.set({ ...draft.get(), files: [stored(null)] })
    read.mockResolvedValueOnce(answered('f1', 'ready'))
    draft.set({ ...draft.get(), files: [stored('f1')] })
    await reached('ready')
    draft.set(emptyDraft)
    expect(queue.states.get()).toEqual({})
  })

  it('removes or replaces a file that is being sent here', () => {
    const { queue, draft, sendings } = queueWith()
    queue.add([pdf('a.pdf'), pdf('b.pdf')])
    const [first] = draft.get().files
    draft.set({ ...draft.get(), files: first ? [{ ...first, name: 'c.pdf' }] : [] })
    expect(sendings.map(({ options }) => options.signal.aborted)).toEqual([true, true])
    expect(queue.canRetry('k1')).toBe(false)
  })
})

it('has what was chosen on this device, to look at, until it is removed', async () => {
  const { queue, read, sendings, reached } = queueWith()
  read.mockResolvedValueOnce(answered('f1', 'ready'))
  queue.add([pdf('a.pdf')])
  const key = 'k1'
  sendings[0]?.arrive(answered('f1', 'uploading'))
  await reached('ready')
  expect(queue.chosen(key)?.name).toBe('a.pdf')
  queue.remove(key)
  expect(queue.chosen(key)).toBeNull()
})
