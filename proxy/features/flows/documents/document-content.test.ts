import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { byItselfHeader } from '#shared/rules/by-itself.ts'
import { fileAddressSchema } from '#shared/schemas/file-address.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { flowDocumentsSchema } from '#shared/schemas/flow/flow-document.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { expectOutput } from '#shared/testing/expected-output.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const documents = `/api/flows/${signing}/documents`
const content = `${documents}/0/content`
const megabyte = 1024 * 1024

let now = Date.UTC(2026, 10, 26, 2)
let app: SandboxedProxy

beforeAll(async () => {
  app = await startSandboxedProxy(
    { ...internal, FLOW_ACCESS: 'participants' },
    { now: () => now, monotonic: () => now },
  )
})

afterAll(() => app.close())

beforeEach(async () => {
  await app.control('POST', '/reset')
  // What was opened in the previous test is forgotten.
  now += 10 * 60_000
  await app.signIn('wangwu')
})

const downloadsSchema = z.object({
  downloads: z.array(z.object({ path: z.string(), range: z.string().nullable() })),
})

async function downloads() {
  return downloadsSchema.parse(await app.control('GET', '/downloads')).downloads
}

const asked = async () => (await app.calls(`${signing}/docs`)).length

async function openings(): Promise<{ detail: string | null; byLink: boolean }[]> {
  const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
  return views.filter(({ kind, at }) => kind === 'documents-opened' && at >= now - 6 * 60_000)
}

function part(range: string, path = content): Promise<Response> {
  return app.proxy.ask(path, { headers: { range } })
}

const codeOf = async (answer: Response) =>
  z.object({ code: z.string() }).parse(await answer.json()).code

async function replaceFile(bytes: Uint8Array<ArrayBuffer>, type = 'application/pdf') {
  const address = `${app.sandboxUrl}/_sandbox/files/FILE-SANDBOX-SIGNING`
  const headers = { 'content-type': type }
  expect((await fetch(address, { method: 'PUT', headers, body: bytes })).status).toBe(204)
}

const numbered = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251)

async function answerDocs(fileUrl: string): Promise<void> {
  const data = [{ fileId: 'F', fileName: '合同.pdf', fileUrl }]
  await app.control('POST', '/faults', { match: `${signing}/docs`, body: { success: true, data } })
}

describe('the list of files', () => {
  it('has names, sizes and pages, our addresses, and no line in the audit', async () => {
    const answer = await app.get(documents)
    const text = await answer.text()
    expect(text).not.toContain('/_sandbox/')
    expect(flowDocumentsSchema.parse(JSON.parse(text)).documents).toEqual([
      {
        fileId: 'FILE-SANDBOX-SIGNING',
        name: '办公设备采购合同.pdf',
        bytes: expect.any(Number),
        pages: expect.any(Number),
        url: `http://localhost:8080${content}`,
      },
    ])
    expect(await openings()).toEqual([])
  })

  it('is remembered, and sent with the contract', async () => {
    const view = async () =>
      flowViewSchema.parse(await (await app.get(`/api/flows/${signing}`)).json())
    await view()
    await vi.waitFor(async () => {
      await app.get(documents)
      expect((await view()).registry?.documents).toEqual([
        { name: '办公设备采购合同.pdf', bytes: expect.any(Number), pages: expect.any(Number) },
      ])
    })
    const before = (await app.calls('/files/')).length
    await app.get(documents)
    expect((await app.calls('/files/')).length).toBe(before)
  })

  it('says that the files of a deleted contract are gone', async () => {
    const deleted = '/api/flows/PRO-SANDBOX-DELETED'
    await app.get(deleted)
    await vi.waitFor(async () => {
      now += 10_000
      expect(await codeOf(await app.get(`${deleted}/documents`))).toBe('document-deleted')
    })
    expect((await app.get(`${deleted}/documents/0/content`)).status).toBe(410)
  })
})

describe('the content of a file', () => {
  it('arrives from our origin, kept nowhere', async () => {
    const answer = await app.get(content)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^inline; /),
      'x-content-type-options': 'nosniff',
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  })

  it('arrives in parts; an opening asks e签宝 once and is one line of the audit', async () => {
    const bytes = numbered(3 * megabyte)
    await replaceFile(bytes)
    const half = megabyte / 2
    const parts = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((index) => part(`bytes=${index * half}-${(index + 1) * half - 1}`)),
    )
    for (const [index, answer] of parts.entries()) {
      expect(answer.status).toBe(206)
      const last = (index + 1) * half - 1
      expect(answer.headers.get('content-range')).toBe(
        `bytes ${index * half}-${last}/${bytes.length}`,
      )
    }
    const received = await Promise.all(parts.map(async (answer) => answer.arrayBuffer()))
    expect(Buffer.concat(received.map((one) => Buffer.from(one))).equals(bytes)).toBe(true)
    expect(await asked()).toBe(1)
    expect(await openings()).toMatchObject([{ detail: '办公设备采购合同.pdf', byLink: false }])
    now += 5 * 60_000 - 1
    await (await part('bytes=0-9')).arrayBuffer()
    expect(await asked()).toBe(1)
    now += 1
    await (await part('bytes=0-9')).arrayBuffer()
    expect(await asked()).toBe(2)
    expect(await openings()).toHaveLength(2)
  })

  it('is not opened by what a page shows by itself, until it is', async () => {
    const headers = { [byItselfHeader]: '1', range: 'bytes=0-9' }
    const shown = await app.proxy.ask(content, { headers })
    expect((await shown.arrayBuffer()).byteLength).toBe(10)
    expect(await openings()).toEqual([])
    await (await part('bytes=0-9')).arrayBuffer()
    expect(await openings()).toMatchObject([{ detail: '办公设备采购合同.pdf' }])
  })

  it('is opened by each person for themselves', async () => {
    await (await app.get(content)).arrayBuffer()
    await app.signIn('lisi')
    expect(await codeOf(await app.get(content))).toBe('flow-forbidden')
    expect(await asked()).toBe(1)
  })

  it('is streamed whole by one call where the storage ignores ranges', async () => {
    await replaceFile(new Uint8Array(50 * megabyte))
    await app.control('PATCH', '/storage', { ignoresRange: true })
    const answer = await part('bytes=0-1048575')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('accept-ranges')).toBe('none')
    expect(answer.headers.get('content-range')).toBeNull()
    expect((await answer.arrayBuffer()).byteLength).toBe(50 * megabyte)
    expect(await downloads()).toHaveLength(1)
    expect(await asked()).toBe(1)
  })

  it('has no part beyond its end', async () => {
    await replaceFile(numbered(100))
    const answer = await part('bytes=100-200')
    expect(answer.status).toBe(416)
    expect(await codeOf(answer)).toBe('range-invalid')
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=x-'])
      expect((await part(range)).status, range).toBe(200)
    const tail = await part('bytes=-10')
    expect(Buffer.from(await tail.arrayBuffer()).equals(numbered(100).subarray(90))).toBe(true)
  })

  it('is asked for again when its address is no longer accepted', async () => {
    await (await part('bytes=0-9')).arrayBuffer()
    const known = `${app.sandboxUrl}/_sandbox/files/FILE-SANDBOX-SIGNING/x?Signature=old`
    now += 5 * 60_000
    await answerDocs(known)
    expect(await codeOf(await part('bytes=0-9'))).toBe('document-unavailable')
    await fetch(`${app.sandboxUrl}/_sandbox/faults`, { method: 'DELETE' })
    expect((await part('bytes=0-9')).status).toBe(206)
  })

  it('does not look complete when the storage cuts it', async () => {
    await replaceFile(numbered(megabyte))
    expectOutput(/^Error: the connection was cut/)
    await app.control('PATCH', '/storage', { cutAfter: 300_000 })
    const answer = await app.get(content)
    await expect(answer.arrayBuffer()).rejects.toThrow()
    await app.control('PATCH', '/storage', { cutAfter: null })
    const again = await app.get(content)
    expect((await again.arrayBuffer()).byteLength).toBe(megabyte)
  })

  it('is only saved if it is no picture or PDF', async () => {
    await replaceFile(numbered(10), 'text/html')
    const html = await app.get(content)
    expect(html.headers.get('content-type')).toBe('application/octet-stream')
    expect(html.headers.get('content-disposition')).toMatch(/^attachment; /)
    await replaceFile(numbered(10))
    const saved = await app.get(`${content}?save`)
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /)
  })

  it.each([
    'http://files.example.com/x.pdf',
    'https://127.0.0.1/x.pdf',
    'https://metadata.internal/x.pdf',
    'https://localhost/x.pdf',
  ])('is not fetched from %s', async (address) => {
    await answerDocs(address)
    const answer = await app.get(content)
    expect(answer.status).toBe(502)
    expect(await codeOf(answer)).toBe('upstream-unavailable')
    expect(await downloads()).toEqual([])
  })

  it.each(['1', '999', '-1', 'x', '1.5', '1000'])('is not there at number %s', async (n) => {
    expect((await app.get(`${documents}/${n}/content`)).status).toBe(404)
  })

  it('waits for nobody: the storage is left when the reader leaves', async () => {
    await replaceFile(new Uint8Array(20 * megabyte))
    for (let turn = 0; turn < 20; turn += 1) {
      const answer = await app.get(content)
      expect(answer.status).toBe(200)
      await answer.body?.cancel()
    }
  })

  it('is limited to a few at a time', async () => {
    await replaceFile(new Uint8Array(20 * megabyte))
    const open = await Promise.all(Array.from({ length: 8 }, () => app.get(content)))
    const ninth = await app.get(content)
    expect(await ninth.json()).toMatchObject({ code: 'too-many-archives', retryAfter: 10 })
    await Promise.all(open.map(async (answer) => answer.body?.cancel()))
    await vi.waitFor(async () => {
      const answer = await app.get(content)
      expect(answer.status).toBe(200)
      await answer.body?.cancel()
    })
  })
})

describe('a file is refused', () => {
  it('after signing out, also with its address', async () => {
    const asking = { path: `${content}?save` }
    const { url } = fileAddressSchema.parse(
      await (await app.post('/api/file-addresses', asking)).json(),
    )
    const { pathname, search } = new URL(url)
    const fetchByTicket = () =>
      app.proxy.askWithoutOrigin(pathname + search, { headers: { cookie: 'none=1' } })
    const before = await fetchByTicket()
    expect(before.status).toBe(200)
    expect(Buffer.from(await before.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
    const cookie = app.proxy.cookie()
    await (await app.get(content)).arrayBuffer()
    expect((await app.proxy.ask('/api/session', { method: 'DELETE' })).status).toBe(204)
    const answer = await app.proxy.ask(content, { headers: { cookie } })
    expect(answer.status).toBe(401)
    expect((await fetchByTicket()).status).toBe(403)
  })

  it('to somebody who lost the right while it was open', async () => {
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: signing,
      title: null,
      status: 'signing',
      initiator: { userId: 'zhangsan', name: '张三', organization: null },
      people: [],
      deadline: null,
      startedAt: 1,
    })
    await app.signIn('zhangsan')
    const made = await app.post(`/api/flows/${signing}/share-link`)
    const { url } = shareLinkSchema.parse(await made.json())
    const access = new URL(url).searchParams.get('access') ?? ''
    await app.signIn('qianqi')
    const byLink = (path: string) => app.proxy.ask(path, { headers: { 'x-flow-access': access } })
    expect((await byLink(content)).status).toBe(200)
    await app.signIn('wangwu')
    expect(await openings()).toMatchObject([{ byLink: true }])
    await app.signIn('qianqi')
    now += 40 * 24 * 60 * 60_000
    await app.signIn('qianqi')
    expect((await app.get(content)).status).toBe(403)
  })

  it('to another organisation', async () => {
    const other = await startSandboxedProxy(thirdParty)
    try {
      await other.signIn('zhangsan', secondCorpId)
      const answer = await other.get(content)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(await answer.text()).not.toContain('%PDF')
      expect(await other.calls('/files/')).toEqual([])
    } finally {
      await other.close()
    }
  })
})

describe('a file of an approval', () => {
  const approval = '/api/approvals/SANDBOX-INSTANCE-1'

  it('arrives in both versions, to whom the approval shows it', async () => {
    await app.signIn('lisi')
    const answer = await app.get(approval)
    const text = await answer.text()
    expect(text).not.toContain('/_sandbox/')
    const shape = z.object({
      contracts: z.array(
        z.object({ files: z.array(z.object({ originalUrl: z.string(), signedUrl: z.string() })) }),
      ),
    })
    const urls = shape
      .parse(JSON.parse(text))
      .contracts.flatMap(({ files }) => files.flatMap((file) => Object.values(file)))
    expect(urls).toHaveLength(4)
    for (const url of urls) {
      const file = await part('bytes=0-4', new URL(url).pathname)
      expect(file.status).toBe(206)
      expect(await file.text()).toBe('%PDF-')
    }
  })

  it('is refused to others, and has no others', async () => {
    const file = `${approval}/contracts/0/files/0/signed/content`
    await app.signIn('qianqi')
    expect(await codeOf(await app.get(file))).toBe('flow-forbidden')
    await app.signIn('lisi')
    for (const wrong of ['contracts/9/files/0/signed', 'contracts/0/files/9/original'])
      expect(await codeOf(await app.get(`${approval}/${wrong}/content`))).toBe('document-not-found')
    expect((await app.get(`${approval}/contracts/0/files/0/other/content`)).status).toBe(404)
  })
})
