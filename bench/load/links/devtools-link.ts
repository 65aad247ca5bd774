import { createServer, type Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { listen, stopListening } from '#proxy/testing/listen.ts'
import { forward } from './forward.ts'
import type { Link, LinkAddress } from './link.ts'
import type { Phone } from '#bench/load/visit/phones.ts'

/**
 * DevTools' emulation, on HTTP/1.1 without TLS. It has no handshakes. Its latency is a minimum time
 * until the headers, which hides the server's own time, so each request is also delayed by a round
 * trip on its way to the server.
 */
export function devtoolsLink(phone: Phone): Link {
  const { downBitsPerSecond, upBitsPerSecond, roundTripMs } = phone.network
  const servers: Server[] = []
  let isCut = false

  async function open(): Promise<LinkAddress> {
    let target = ''
    const server = createServer((request, response) => {
      void delay(roundTripMs).then(() => forward(request, response, target))
    })
    server.on('connection', (socket) => {
      if (isCut) socket.destroy()
    })
    servers.push(server)
    return {
      url: await listen(server),
      leadsTo: (origin) => {
        target = origin
      },
    }
  }

  function breakConnections(): void {
    for (const server of servers) server.closeAllConnections()
  }

  return {
    name: 'devtools',
    phone,
    browserArgs: [],
    open,
    async shape(cdp) {
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: roundTripMs,
        downloadThroughput: downBitsPerSecond / 8,
        uploadThroughput: upBitsPerSecond / 8,
      })
    },
    breakConnections,
    async cut(context) {
      isCut = true
      breakConnections()
      await context.setOffline(true)
    },
    async mend(context) {
      isCut = false
      await context.setOffline(false)
    },
    async close() {
      await Promise.all(servers.map(stopListening))
    },
  }
}
