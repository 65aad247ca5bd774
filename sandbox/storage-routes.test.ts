import { beforeEach, describe, expect, it } from 'vitest'
import type { SandboxClient } from './testing/sandbox-client.ts'
import { createSandboxClient, md5Of, textOf } from './testing/sandbox-client.ts'

const text = '%PDF-1.4 /Type /Page /Type /Page'
let client: SandboxClient
let token: string
let time: number

beforeEach(async () => {
  time = Date.UTC(2026, 0, 5, 8)
  client = createSandboxClient({ now: () => time })
  token = await client.internalToken()
})

async function reserve(rest: Record<string, unknown> = {}) {
  const body = {
    contentMd5: md5Of(text),
    contentType: 'application/pdf',
    convert2Pdf: false,
    fileName: '合同.pdf',
    fileSize: text.length,
    ...rest,
  }
  const answer = await client.call('POST', '/v2.0/esign/files/uploadUrls', body, token)
  return { fileId: textOf(answer, 'fileId'), uploadUrl: textOf(answer, 'uploadUrl') }
}

function info(fileId: string) {
  return client.call('GET', `/v2.0/esign/files/${fileId}`, undefined, token)
}

describe('an upload', () => {
  it('accepts the announced bytes, and serves them', async () => {
    const { fileId, uploadUrl } = await reserve()
    expect(await info(fileId)).toMatchObject({ body: { status: 0, name: '合同.pdf' } })
    const response = await client.put(uploadUrl, text)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    expect(response.headers.get('server')).toBe('AliyunOSS')
    const ready = await info(fileId)
    expect(ready).toMatchObject({ body: { status: 2, size: text.length, pdfTotalPages: 2 } })
    expect(await client.open(textOf(ready, 'downloadUrl'))).toMatchObject({
      status: 200,
      html: text,
    })
  })

  it.each([
    ['another Content-MD5', { 'content-md5': md5Of('other') }],
    ['another Content-Type', { 'content-type': 'application/octet-stream' }],
    ['no Content-MD5', { 'content-md5': '' }],
  ])('is refused with %s', async (_, headers) => {
    const { fileId, uploadUrl } = await reserve()
    const response = await client.put(uploadUrl, text, headers)
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toContain('application/xml')
    expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
    expect(await info(fileId)).toMatchObject({ body: { status: 0 } })
  })

  it('is refused when its bytes differ from the announced ones', async () => {
    const { uploadUrl } = await reserve()
    const response = await client.put(uploadUrl, 'other', { 'content-md5': md5Of(text) })
    expect(response.status).toBe(403)
  })

  it('is refused after an hour, and at another address', async () => {
    const { uploadUrl } = await reserve()
    const guessed = uploadUrl.replace(/Signature=.*/, 'Signature=guessed')
    expect((await client.put(guessed, text)).status).toBe(403)
    time += 3_600_000
    expect((await client.put(uploadUrl, text)).status).toBe(403)
  })

  it('fails when its size differs from the announced one', async () => {
    const { fileId, uploadUrl } = await reserve({ fileSize: 1 })
    await client.put(uploadUrl, text)
    expect(await info(fileId)).toMatchObject({ body: { status: 3 } })
  })

  it('is converted when it is not a PDF', async () => {
    const { fileId, uploadUrl } = await reserve({ convert2Pdf: true, fileName: '合同.docx' })
    await client.put(uploadUrl, text)
    expect(await info(fileId)).toMatchObject({ body: { status: 4 } })
    time += 2000
    expect(await info(fileId)).toMatchObject({ body: { status: 5 } })
  })
})

describe('a download', () => {
  it('needs the key in its address', async () => {
    const answer = await info('FILE-SANDBOX-SIGNING')
    const address = textOf(answer, 'downloadUrl')
    expect((await client.open(address)).html).toMatch(/^%PDF-1.4[^]*PRO-SANDBOX-SIGNING/)
    expect((await client.open(address.replace(/Signature=.*/, ''))).status).toBe(403)
  })
})
