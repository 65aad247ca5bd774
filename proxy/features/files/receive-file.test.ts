import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  array,
  assert,
  asyncProperty,
  constant,
  integer,
  nat,
  oneof,
  record,
  uint8Array,
} from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { receiveFile } from './receive-file.ts'
import { multipart, multipartType } from './testing/multipart-body.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receive-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const whole = multipart(
  { field: 'note', name: null, content: 'a note' },
  { name: '合同.pdf', content: '%PDF-1.7\nhello' },
  { field: 'later', name: null, content: 'another' },
)

/** Receives a body in pieces of this size, and returns the outcome. */
async function receive(body: Buffer, pieceSize: number, contentType = multipartType) {
  const pieces: Uint8Array[] = []
  for (let i = 0; i < body.length; i += pieceSize) {
    pieces.push(new Uint8Array(body.subarray(i, i + pieceSize)))
  }
  const { signal } = new AbortController()
  const stream = ReadableStream.from(pieces)
  const path = join(folder, 'spooled')
  const request = { contentType, contentLength: undefined, body: stream, signal }
  try {
    const { name, bytes } = await receiveFile(request, path)
    await rm(path)
    return { name, bytes }
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
}

it('receives a file however its body is split', async () => {
  for (const pieceSize of [1, 2, 3, 7, 50, 1000]) {
    expect(await receive(whole, pieceSize)).toEqual({ name: '合同.pdf', bytes: 14 })
  }
})

it('handles a body that ends anywhere, and leaves nothing behind', async () => {
  for (let length = 0; length < whole.length; length += 1) {
    const outcome = await receive(whole.subarray(0, length), 64)
    // The body is complete even without its last line break.
    if (length < whole.length - 4) expect(outcome).toBe('invalid-request')
    expect(await readdir(folder)).toEqual([])
  }
})

it('handles bodies with an error anywhere, and leaves nothing behind', async () => {
  const change = record({
    at: nat(whole.length - 1),
    put: oneof(uint8Array({ maxLength: 8 }), constant(Buffer.from('\r\n--'))),
    drop: nat(8),
  })
  const check = async (changes: { at: number; put: Uint8Array; drop: number }[], size: number) => {
    let body = whole
    for (const { at, put, drop } of changes) {
      body = Buffer.concat([body.subarray(0, at), put, body.subarray(at + drop)])
    }
    await receive(body, size)
    expect(await readdir(folder)).toEqual([])
  }
  const changes = array(change, { minLength: 1, maxLength: 4 })
  await assert(asyncProperty(changes, integer({ min: 1, max: 500 }), check), {
    numRuns: 1_000,
  })
})

it('takes a file without a name as one of no kind', async () => {
  const nameless = Buffer.from(whole.toString().replace(/; filename="[^"]*"/, ''))
  expect(await receive(nameless, 1_000)).toBe('file-type-not-allowed')
})

it.each([
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=""',
  'multipart/form-data; boundary',
  'multipart/form-data; boundary=; charset=utf-8',
  'multipart/form-data; note="; boundary=x"; boundary=',
  'multipart/mixed; boundary=x',
  'multipart/form-dataset; boundary=x',
  '',
])('refuses a body of type %j', async (contentType) => {
  expect(await receive(whole, 1_000, contentType)).toBe('invalid-request')
})
