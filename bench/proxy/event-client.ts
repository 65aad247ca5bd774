import { Agent, get, type ClientRequest } from 'node:http'
import type { LiveProxy } from './live-proxy.ts'

/** A page's connection for live updates. */
export type EventClient = { close(): void }

const agent = new Agent({ maxSockets: Infinity, keepAlive: false })

/** Number of connections opened concurrently; more would overflow the listen backlog. */
const batchSize = 100

/**
 * @param cookies of the people, who share the connections evenly
 * @param onChanged called with the cookie of the page that receives a change
 * @returns null if the proxy sends no events
 */
export async function openClients(
  { url }: LiveProxy,
  cookies: readonly string[],
  taskId: string,
  count: number,
  onChanged: (cookie: string) => void,
): Promise<EventClient[] | null> {
  const clients: EventClient[] = []
  while (clients.length < count) {
    const more = Math.min(batchSize, count - clients.length)
    const opening = Array.from({ length: more }, (_, index) => {
      const cookie = cookies[(clients.length + index) % cookies.length] ?? ''
      return openClient(`${url}/api/flows/${taskId}/events`, cookie, () => onChanged(cookie))
    })
    const opened = await Promise.all(opening)
    const open = opened.filter((client) => client !== null)
    clients.push(...open)
    if (open.length < more) {
      for (const client of clients) client.close()
      return null
    }
  }
  return clients
}

function openClient(
  address: string,
  cookie: string,
  onChanged: () => void,
): Promise<EventClient | null> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: 'text/event-stream' }
    const request: ClientRequest = get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) {
        response.destroy()
        resolve(null)
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
