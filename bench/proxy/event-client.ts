import { Agent, get, type ClientRequest } from 'node:http'
import type { LiveProxy } from './live-proxy.ts'

/** A page's connection for live updates. */
export type EventClient = { close(): void }

const agent = new Agent({ maxSockets: Infinity, keepAlive: false })

/** Number of connections opened concurrently; more would overflow the listen backlog. */
const batchSize = 100

/**
 * Colleagues share the connections evenly.
 * @param onChanged called with the cookie of the page that receives a change
 */
export async function openClients(
  { url, colleagues }: LiveProxy,
  taskId: string,
  count: number,
  onChanged: (cookie: string) => void,
): Promise<EventClient[]> {
  const clients: EventClient[] = []
  while (clients.length < count) {
    const more = Math.min(batchSize, count - clients.length)
    const opening = Array.from({ length: more }, (_, index) => {
      const cookie = colleagues[(clients.length + index) % colleagues.length] ?? ''
      return openClient(`${url}/api/flows/${taskId}/events`, cookie, () => onChanged(cookie))
    })
    clients.push(...(await Promise.all(opening)))
  }
  return clients
}

function openClient(address: string, cookie: string, onChanged: () => void): Promise<EventClient> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: 'text/event-stream' }
    const request: ClientRequest = get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) {
        response.destroy()
        reject(new Error(`no events: ${response.statusCode}`))
        return
      }
      response.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line === 'event: changed') onChanged()
      })
      response.on('error', () => {})
      resolve({ close: () => request.destroy() })
    })
    request.on('error', reject)
  })
}
