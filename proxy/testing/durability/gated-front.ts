import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { portOf } from '#proxy/testing/port-of.ts'

/** `sent`: the call has not arrived upstream; `done`: upstream has done it, and its answer is kept back. */
export type Gate = 'sent' | 'done'

/** Stands before what plays DingTalk, and can keep a call from going on. */
export type GatedFront = {
  url: string
  /**
   * Keeps calls about a flow back whose path has this part.
   * @returns resolves once one has come there
   */
  keep(part: string, taskId: string, gate: Gate): Promise<'kept'>
  /** Lets everything pass again; what was kept back ends. */
  open(): void
  close(): Promise<void>
}

export async function startGatedFront(upstreamUrl: string): Promise<GatedFront> {
  let kept: { part: string; taskId: string; gate: Gate; reached: () => void } | null = null
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request
    let body = ''
    const isKept = (gate: Gate) =>
      kept?.gate === gate && url.includes(kept.part) && (url + body).includes(kept.taskId)
    async function pass(): Promise<void> {
      body = await text(request)
      if (isKept('sent')) {
        kept?.reached()
        return
      }
      const { host: _host, connection: _connection, ...sent } = headers
      const answer = await fetch(upstreamUrl + url, {
        method,
        headers: Object.fromEntries(
          Object.entries(sent).filter((entry): entry is [string, string] => {
            return typeof entry[1] === 'string' && entry[0] !== 'content-length'
          }),
        ),
        ...(body === '' ? {} : { body }),
      })
      const answered = await answer.text()
      if (isKept('done')) {
        kept?.reached()
        return
      }
      const type = answer.headers.get('content-type') ?? 'application/json'
      response.writeHead(answer.status, { 'content-type': type }).end(answered)
    }
    pass().catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    keep: (part, taskId, gate) =>
      new Promise((resolve) => {
        kept = { part, taskId, gate, reached: () => resolve('kept') }
      }),
    open() {
      kept = null
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
