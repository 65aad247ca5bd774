import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { fileHeader, multipartEnd, multipartType } from './testing/multipart-body.ts'
import { startStubStorage, type StubStorage } from './testing/stub-storage.ts'

let storage: StubStorage
let child: ChildProcess

beforeEach(async () => {
  storage = await startStubStorage()
  const entry = new URL('testing/proxy-process.ts', import.meta.url).pathname
  const execArgv = ['--import', import.meta.resolve('tsx')]
  child = fork(entry, [storage.url, await newDatabase()], { execArgv })
})

afterEach(async () => {
  child.disconnect()
  await once(child, 'exit')
  await storage.close()
})

const proxySchema = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) })

async function hear(): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message')
  return message
}

/** The peak memory in bytes since the last call. */
async function peakMemory(): Promise<number> {
  child.send('how much')
  return z.number().parse(await hear())
}

async function* pdfOf(bytes: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(256 * 1024, '%PDF-')
  yield Buffer.from(fileHeader({ name: 'a.pdf' }))
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left)
  yield Buffer.from(multipartEnd)
}

/** Enough files that their size exceeds what the garbage collector leaves uncollected. */
const files = 4

/**
 * Starting the proxy from source and sending the files takes most of a minute on a busy machine.
 */
it('the largest uploads take little memory', { timeout: 180_000 }, async () => {
  const { url, headers } = proxySchema.parse(await hear())
  const upload = async (bytes: number) => {
    const answer = await fetch(`${url}/api/files`, {
      method: 'POST',
      headers: { ...headers, 'content-type': multipartType },
      body: ReadableStream.from(pdfOf(bytes)),
      duplex: 'half',
    })
    expect(answer.status).toBe(201)
  }
  // Loads the code first, as its memory does not count.
  await upload(1_000_000)
  await peakMemory()
  const before = await peakMemory()
  await Promise.all(Array.from({ length: files }, () => upload(maxFileBytes)))
  const growth = (await peakMemory()) - before
  expect(storage.puts.at(-1)).toMatchObject({ bytes: maxFileBytes, isWhole: true })
  expect(growth).toBeLessThan((maxFileBytes * files) / 2)
})
