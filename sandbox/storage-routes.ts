import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { newHostRequestId } from './protocol/refusals.ts'
import type { SandboxEnv } from './protocol/request-body.ts'
import type { StoredFile, World } from './state/state.ts'

/** An error in the XML of Aliyun's object storage. */
function storageError(c: Context, status: 403 | 404, code: string, message: string): Response {
  c.header('content-type', 'application/xml')
  return c.body(
    `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>${code}</Code>
  <Message>${message}</Message>
  <RequestId>${newHostRequestId().replaceAll('-', '').slice(0, 24)}</RequestId>
  <HostId>sandbox</HostId>
</Error>
`,
    status,
  )
}

function fits(announced: string | null, header: string | undefined): boolean {
  return announced === null || announced === header
}

function refuseUpload(c: Context, file: StoredFile, now: number): Response | undefined {
  if (c.req.query('Signature') !== file.key) {
    return storageError(c, 403, 'AccessDenied', 'The address is not one that was handed out.')
  }
  if (now >= file.uploadExpiresAt)
    return storageError(c, 403, 'AccessDenied', 'Request has expired.')
  const { contentMd5, contentType } = file.announced
  if (
    fits(contentMd5, c.req.header('content-md5')) &&
    fits(contentType, c.req.header('content-type'))
  ) {
    return undefined
  }
  return storageError(
    c,
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  )
}

/**
 * First and last byte of a `range` header with one part, `none` if the file has no such part, null
 * for a header that is ignored.
 */
function partOf(range: string, length: number): [number, number] | 'none' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range)
  const [, from = '', to = ''] = match ?? []
  if (match === null || from + to === '') return null
  if (from === '') return Number(to) === 0 ? 'none' : [Math.max(0, length - Number(to)), length - 1]
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1)
  return Number(from) > last ? 'none' : [Number(from), last]
}

/** A body that breaks off after these bytes. */
function cutBody(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let isSent = false
  return new ReadableStream({
    pull(controller) {
      if (isSent) return controller.error(new Error('the connection was cut'))
      isSent = true
      return controller.enqueue(bytes)
    },
  })
}

/** The storage behind e签宝, for uploads and downloads. Both take a key in the address, no token. */
export function storageRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.put('/storage/:fileId', async (c) => {
    c.header('server', 'AliyunOSS')
    const file = world.state.files.get(c.req.param('fileId'))
    if (!file) return storageError(c, 404, 'NoSuchKey', 'The specified key does not exist.')
    const refusal = refuseUpload(c, file, world.now())
    if (refusal) return refusal
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const md5 = createHash('md5').update(bytes).digest()
    const header = c.req.header('content-md5')
    if (header !== undefined && header !== md5.toString('base64')) {
      return storageError(c, 403, 'InvalidDigest', 'The Content-MD5 you specified is not valid.')
    }
    const contentType = c.req.header('content-type') ?? 'application/octet-stream'
    file.content = { bytes, contentType, at: world.now() }
    c.header('etag', `"${md5.toString('hex').toUpperCase()}"`)
    c.header('x-oss-request-id', newHostRequestId().replaceAll('-', '').slice(0, 24))
    return c.body(null, 200)
  })

  app.get('/files/:fileId/:name', async (c) => {
    c.header('server', 'AliyunOSS')
    const { state } = world
    const { ignoresRange, delayMs, cutAfter } = state.storage
    const range = c.req.header('range') ?? null
    state.downloads.push({ path: c.req.path, range })
    if (delayMs > 0) await setTimeout(delayMs, undefined, { signal: state.stop.signal })
    const file = state.files.get(c.req.param('fileId'))
    if (!file?.content)
      return storageError(c, 404, 'NoSuchKey', 'The specified key does not exist.')
    if (c.req.query('Signature') !== file.key) {
      return storageError(c, 403, 'AccessDenied', 'The address is not one that was handed out.')
    }
    const { bytes, contentType } = file.content
    c.header('content-type', contentType)
    c.header(
      'content-disposition',
      `inline; filename*=UTF-8''${encodeURIComponent(file.name || 'file')}`,
    )
    if (!ignoresRange) c.header('accept-ranges', 'bytes')
    const part = ignoresRange || range === null ? null : partOf(range, bytes.length)
    if (part === 'none') {
      c.header('content-range', `bytes */${bytes.length}`)
      return c.body(null, 416)
    }
    const [first, last] = part ?? [0, bytes.length - 1]
    if (part !== null) c.header('content-range', `bytes ${first}-${last}/${bytes.length}`)
    c.header('content-length', String(last - first + 1))
    const sent = bytes.subarray(first, last + 1)
    const body = cutAfter === null ? sent.slice() : cutBody(sent.slice(0, cutAfter))
    return c.body(body, part === null ? 200 : 206)
  })

  app.get('/s/:code', (c) => {
    const link = world.state.shortLinks.get(c.req.param('code'))
    if (!link || link.expiresAt <= world.now()) return c.text('链接已失效', 410)
    return c.redirect(link.target)
  })

  return app
}
