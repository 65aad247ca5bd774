import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen, stopListening } from '#proxy/testing/listen.ts'

/**
 * When to kill: before a call reaches upstream, after upstream has handled it but not answered, or
 * after its answer.
 */
export type Place = {
  /** Matches method and path. */
  call: RegExp
  /** Counts matching calls from 1. */
  nth: number
  when: 'before' | 'unanswered' | 'answered'
}

/** A gateway between one server and the sandbox. */
export type KillingProxy = {
  url: string
  close(): Promise<void>
}

/**
 * @param placeOf the moment to kill the server at for this call; null for none
 * @param kill ends the server at once
 */
export async function startKillingProxy(
  sandboxUrl: string,
  placeOf: (call: string) => Place['when'] | null,
  kill: () => void,
): Promise<KillingProxy> {
  function pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', headers, url = '' } = request
    const when = placeOf(`${method} ${url}`)
    if (when === 'before') {
      kill()
      response.destroy()
      return
    }
    const passed = send(sandboxUrl + url, { method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        if (when === 'unanswered') {
          kill()
          response.destroy()
          return
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        response.end(Buffer.concat(parts), () => {
          if (when === 'answered') kill()
        })
      })
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  }

  const server = createServer(pass)
  return { url: await listen(server), close: () => stopListening(server) }
}
