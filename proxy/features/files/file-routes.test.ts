import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { uploadedFileSchema } from '#shared/schemas/file.ts'
import { beginHoursApart } from '#proxy/testing/hours-apart.ts'
import { refusal } from '#proxy/testing/sample-replies.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { startListeningProxy, type ListeningProxy } from './testing/listening-proxy.ts'
import { multipart, multipartType, type Part } from './testing/multipart-body.ts'
import { startStubStorage, type StubStorage } from './testing/stub-storage.ts'

let temp: string
let storage: StubStorage
let usual: StubStorage
let proxy: ListeningProxy

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'uploads-'))
  vi.stubEnv('TMPDIR', temp)
  storage = await startStubStorage()
  usual = { ...storage }
  proxy = await startListeningProxy(storage.url, await newDatabase())
})

beginHoursApart()

beforeEach(() => {
  Object.assign(storage, usual, { announced: [], puts: [] })
})

afterAll(async () => {
  await proxy.close()
  await storage.close()
  expect(await readdir(temp)).toEqual([])
  await rm(temp, { recursive: true })
})

const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(300_000)}`)
const png = Buffer.from('89504e470d0a1a0a0000', 'hex')

function send(body: Buffer | FormData, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${proxy.url}/api/files`, {
    method: 'POST',
    // The proxy closes the connection of a broken body, which the next test must not use.
    headers: { ...proxy.headers, connection: 'close', ...headers },
    body: body instanceof FormData ? body : new Uint8Array(body),
  })
}

function sendParts(...parts: Part[]): Promise<Response> {
  return send(multipart(...parts), { 'content-type': multipartType })
}

/** The files in the temporary folder. */
async function leftBehind(): Promise<string[]> {
  const entries = await readdir(temp, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('an upload', () => {
  it('goes to the storage, announced with its size, digest and type', async () => {
    const form = new FormData()
    form.append('file', new File([pdf], '采购合同 (终稿).pdf', { type: 'application/pdf' }))
    const answer = await send(form)
    expect(answer.status).toBe(201)
    expect(uploadedFileSchema.parse(await answer.json())).toEqual({
      fileId: 'file-1',
      name: '采购合同 (终稿).pdf',
      size: pdf.length,
      state: 'uploading',
      stateCode: null,
      pages: null,
    })
    const md5 = createHash('md5').update(pdf).digest('base64')
    expect(storage.announced).toEqual([
      {
        contentMd5: md5,
        contentType: 'application/pdf',
        convert2Pdf: false,
        fileName: '采购合同 (终稿).pdf',
        fileSize: pdf.length,
      },
    ])
    expect(storage.puts).toMatchObject([
      {
        path: '/storage/file-1?Signature=a%2Bb%3D',
        headers: {
          'content-md5': md5,
          'content-type': 'application/pdf',
          'content-length': String(pdf.length),
        },
        bytes: pdf.length,
        md5,
        isWhole: true,
      },
    ])
    // The upload carries neither a token nor anything of the session.
    const names = Object.keys(storage.puts[0]?.headers ?? {}).toSorted()
    expect(names).toEqual(['connection', 'content-length', 'content-md5', 'content-type', 'host'])
    expect(await leftBehind()).toEqual([])
  })

  it('asks for a conversion to PDF when it is no PDF', async () => {
    expect((await sendParts({ name: 'C:\\scans\\Seal.PNG', content: png })).status).toBe(201)
    expect(storage.announced).toMatchObject([
      { contentType: 'application/octet-stream', convert2Pdf: true, fileName: 'Seal.PNG' },
    ])
    expect(storage.puts).toMatchObject([
      { bytes: png.length, headers: { 'content-type': 'application/octet-stream' } },
    ])
  })

  it('ignores other fields', async () => {
    const note = { field: 'note', name: null, content: 'hello' }
    const file = { name: 'a.pdf', content: pdf }
    expect((await sendParts(note, file, { ...note, content: 'x'.repeat(5_000) })).status).toBe(201)
  })

  it('needs a session and our own origin', async () => {
    const part = multipart({ name: 'a.pdf', content: pdf })
    const type = { 'content-type': multipartType }
    expect((await send(part, { ...type, cookie: '' })).status).toBe(401)
    expect((await send(part, { ...type, origin: 'https://elsewhere.example' })).status).toBe(403)
    expect(storage.announced).toEqual([])
  })
})

describe('an upload is refused', () => {
  const file = { name: 'a.pdf', content: pdf }

  const refusals: [string, Part[], number, string][] = [
    ['without a file', [], 400, 'invalid-request'],
    ['with a field only', [{ name: null, content: 'text' }], 400, 'invalid-request'],
    ['in another field', [{ ...file, field: 'document' }], 400, 'invalid-request'],
    ['with two files', [file, { ...file, name: 'b.pdf' }], 400, 'invalid-request'],
    ['when empty', [{ name: 'a.pdf', content: '' }], 422, 'file-empty'],
    ['of another kind', [{ name: 'a.exe', content: 'MZ' }], 415, 'file-type-not-allowed'],
    ['without an extension', [{ name: 'pdf', content: pdf }], 415, 'file-type-not-allowed'],
    ['without a name', [{ name: '', content: pdf }], 415, 'file-type-not-allowed'],
    ['that is not what it says', [{ name: 'a.png', content: pdf }], 415, 'file-type-not-allowed'],
    [
      'that is too short to tell',
      [{ name: 'a.pdf', content: '%PD' }],
      415,
      'file-type-not-allowed',
    ],
  ]

  it.each(refusals)('%s', async (_name, parts, status, code) => {
    const answer = await sendParts(...parts)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ status, code })
    expect(storage.announced).toEqual([])
    expect(await leftBehind()).toEqual([])
  })

  const whole = multipart(file)

  it.each([
    ['that ends too early', whole.subarray(0, 200_000), multipartType],
    ['that ends within its header', whole.subarray(0, 60), multipartType],
    ['that is none', Buffer.from('hello'), multipartType],
    ['without a boundary', whole, 'multipart/form-data'],
    ['as a form of another kind', Buffer.from('file=a.pdf'), 'application/x-www-form-urlencoded'],
    ['as JSON', Buffer.from('{}'), 'application/json'],
  ])('in a body %s', async (_name, body, type) => {
    const answer = await send(body, { 'content-type': type })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid-request' })
    expect(await leftBehind()).toEqual([])
  })

  it('when e签宝 refuses it', async () => {
    storage.answerAddress = () => refusal('requestParamError')
    const answer = await sendParts(file)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'input-refused' })
    expect(storage.puts).toEqual([])
    expect(await leftBehind()).toEqual([])
  })

  it.each([
    ['nothing', {}],
    ['no address', { fileId: 'file-1' }],
    ['no id', { uploadUrl: 'https://storage.example/put' }],
    ['an address in our network', { fileId: 'file-1', uploadUrl: 'https://127.0.0.1/put' }],
    ['an address without encryption', { fileId: 'f', uploadUrl: 'http://storage.example/put' }],
  ])('when e签宝 answers with %s', async (_name, body) => {
    storage.answerAddress = () => ({ body })
    const answer = await sendParts(file)
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-unavailable' })
    expect(await leftBehind()).toEqual([])
  })
})

describe('the state of a file', () => {
  const read = (id = 'file-1') => fetch(`${proxy.url}/api/files/${id}`, { headers: proxy.headers })

  const states: [{ status: number; name?: string; pdfTotalPages?: number }, string][] = [
    [{ status: 0, name: 'a.pdf' }, 'uploading'],
    [{ status: 1, name: 'a.pdf' }, 'uploading'],
    [{ status: 2, name: 'a.pdf' }, 'ready'],
    [{ status: 2 }, 'ready'],
    [{ status: 2, name: 'a.docx' }, 'converting'],
    [{ status: 3, name: 'a.docx' }, 'failed'],
    [{ status: 4, name: 'a.docx' }, 'converting'],
    [{ status: 5, name: 'a.docx', pdfTotalPages: 3 }, 'ready'],
    [{ status: 6, name: 'a.docx' }, 'converting'],
    [{ status: 7, name: 'a.docx' }, 'ready'],
    [{ status: 8, name: 'a.docx' }, 'unknown'],
  ]

  it.each(states)('%j is %s', async (body, state) => {
    storage.answerFile = () => ({ body })
    const answer = await read()
    expect(answer.status).toBe(200)
    expect(uploadedFileSchema.parse(await answer.json())).toEqual({
      fileId: 'file-1',
      name: body.name ?? null,
      size: null,
      state,
      stateCode: body.status,
      pages: body.pdfTotalPages ?? null,
    })
  })

  it('is not given for files that e签宝 does not know, or for invalid ids', async () => {
    storage.answerFile = () => refusal('getFileInfoError')
    for (const id of ['file-1', 'a%2Fb', 'x'.repeat(129)]) {
      const answer = await read(id)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'file-not-found' })
    }
  })

  it('needs a session', async () => {
    expect((await fetch(`${proxy.url}/api/files/file-1`)).status).toBe(401)
  })
})
