import { describe, expect, it, vi } from 'vitest'
import { Requester } from '#proxy/base/limits/requester.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { streamArchive, type FlowArchiveDeps } from './flow-archive.ts'
import { readZip } from './testing/read-zip.ts'

const session = {
  sessionId: 'one',
  corpId: 'dingcorp',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: 0,
}

const text = (value: string) => new TextEncoder().encode(value)

type Get = FlowArchiveDeps['storage']['get']
type Times = Pick<FlowArchiveDeps, 'idleMs' | 'maxMs'>
type Note = FlowArchiveDeps['auditLog']['note']

/** A flow with two files, whose content comes from this function by address. */
function start(get: Get, times: Times = {}, note: Note = async () => {}) {
  const onEnd = vi.fn<() => void>()
  const getDocuments = vi.fn<FlowArchiveDeps['esign']['getDocuments']>(async () =>
    ['a', 'b'].map((id) => ({ fileId: id, name: 'contract.pdf', url: `https://x.cn/${id}` })),
  )
  const parts: FlowArchiveDeps = {
    esign: { getDocuments },
    storage: { get },
    auditLog: { note },
    log: { info: () => {}, warn: () => {} },
    ...times,
  }
  const stream = streamArchive(parts, {
    session,
    requester: new Requester('lisi'),
    flows: [{ taskId: 'PRO-1', title: 'Contract', byLink: false }],
    missing: [],
    language: 'en',
    onEnd,
  })
  return { stream, onEnd, getDocuments }
}

const filesOf = async (stream: ReadableStream<Uint8Array>) =>
  readZip(Buffer.from(await new Response(stream).arrayBuffer()))

async function* chunks(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part
    yield text(part)
  }
}

const body = (...parts: (string | Error)[]) => ({
  contentType: 'application/pdf',
  chunks: chunks(...parts),
})

describe('an archive', () => {
  it('ends a file that breaks off, lists it, and goes on', async () => {
    const { stream, onEnd } = start(async (address) =>
      address.endsWith('a') ? body('half', new Error('cut')) : body('whole'),
    )
    const files = await filesOf(stream)
    expect(files.map(({ name }) => name)).toEqual([
      'contract.pdf',
      'contract (2).pdf',
      'Files that are missing.txt',
    ])
    expect(files[0]?.bytes.toString()).toBe('half')
    expect(files[1]?.bytes.toString()).toBe('whole')
    expect(files[2]?.bytes.toString()).toContain(
      'Contract (PRO-1) / contract.pdf: the download broke off',
    )
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('has no files of a flow that cannot be noted in the audit, and says so', async () => {
    const away = () => Promise.reject(new ProblemError('store-unavailable', 'Away.'))
    const { stream, getDocuments } = start(async () => body('whole'), {}, away)
    const files = await filesOf(stream)
    expect(files.map(({ name }) => name)).toEqual(['Files that are missing.txt'])
    expect(files[0]?.bytes.toString()).toContain('not fetched (store-unavailable)')
    expect(getDocuments).not.toHaveBeenCalled()
  })

  it('requests an expired address again', async () => {
    const { stream, getDocuments } = start(async (address) => {
      if (address === 'https://x.cn/b') throw new ProblemError('storage-refused', 'Expired.')
      return body(address)
    })
    getDocuments.mockImplementationOnce(async () =>
      ['a', 'b'].map((id) => ({ fileId: id, name: `${id}.pdf`, url: `https://x.cn/${id}` })),
    )
    getDocuments.mockImplementationOnce(async () =>
      ['a', 'b'].map((id) => ({ fileId: id, name: `${id}.pdf`, url: `https://x.cn/new-${id}` })),
    )
    const files = await filesOf(stream)
    expect(files.map(({ bytes }) => bytes.toString())).toEqual([
      'https://x.cn/a',
      'https://x.cn/new-b',
    ])
  })

  it('reads nothing ahead of its reader, and aborts its request when the reader leaves', async () => {
    let given: AbortSignal | undefined
    const { stream, onEnd, getDocuments } = start(async (_address, signal) => {
      given = signal
      return body('one', 'two', 'three')
    })
    expect(getDocuments).not.toHaveBeenCalled()
    const reader = stream.getReader()
    await reader.read()
    expect(given?.aborted).toBe(false)
    await reader.cancel()
    expect(given?.aborted).toBe(true)
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it.each([
    ['when its reader stops reading', { idleMs: 3000 }, [3000]],
    ['also when its reader is only slow', { idleMs: 3000, maxMs: 5000 }, [2000, 2000, 1000]],
  ])('ends %s', async (_, times, passing) => {
    vi.useFakeTimers()
    try {
      const { stream, onEnd } = start(async () => body('one'), times)
      const reader = stream.getReader()
      for (const ms of passing) {
        expect(onEnd).not.toHaveBeenCalled()
        await reader.read()
        vi.advanceTimersByTime(ms)
      }
      expect(onEnd).toHaveBeenCalledOnce()
      await expect(
        (async () => {
          for (let read = await reader.read(); !read.done;) read = await reader.read()
        })(),
      ).rejects.toThrow('took too long')
    } finally {
      vi.useRealTimers()
    }
  })
})
