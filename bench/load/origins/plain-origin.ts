import { text } from 'node:stream/consumers'
import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import { listen } from '#proxy/testing/listen.ts'

/** An answer, already compressed with brotli. */
export type PlainAnswer = { type: string; body: Buffer; cacheControl?: string }

export type PlainRequest = { method: string; path: string; body: string }

/** A server that answers with the result of a given function. */
export type PlainOrigin = { url: string; close(): void }

export async function startPlainOrigin(
  answer: (request: PlainRequest) => PlainAnswer | null | Promise<PlainAnswer | null>,
): Promise<PlainOrigin> {
  const server = createServer((request, response) => {
    void reply()
    async function reply(): Promise<void> {
      const { pathname } = new URL(request.url ?? '/', 'http://origin')
      const body = await text(request)
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
  })
  return {
    url: await listen(server),
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
