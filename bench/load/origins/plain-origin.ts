import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import { portOf } from '#proxy/testing/port-of.ts'

/** An answer, already compressed with brotli. */
export type PlainAnswer = { type: string; body: Buffer; cacheControl?: string }

export type PlainRequest = { method: string; path: string; body: string }

/** A server that answers with what a given function returns. */
export type PlainOrigin = { url: string; close(): void }

export async function startPlainOrigin(
  answer: (request: PlainRequest) => PlainAnswer | null | Promise<PlainAnswer | null>,
): Promise<PlainOrigin> {
  const server = createServer((request, response) => {
    void reply()
    async function reply(): Promise<void> {
      const { pathname } = new URL(request.url ?? '/', 'http://origin')
      const body = await textOf(request)
      const found = await answer({ method: request.method ?? 'GET', path: pathname, body })
      if (found === null) {
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, {
        'content-type': found.type,
        'content-encoding': 'br',
        'content-length': found.body.length,
        'cache-control': found.cacheControl ?? 'no-store',
      })
      response.end(found.body)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

export function brotli(type: string, content: string | Buffer): PlainAnswer {
  return { type, body: brotliCompressSync(content) }
}

export function json(value: unknown): PlainAnswer {
  return brotli('application/json', JSON.stringify(value))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
