import { createSecureServer, type Http2SecureServer } from 'node:http2'
import { listen, portOf } from '#proxy/testing/listen.ts'
import { Relay } from '#bench/relay/relay.ts'
import { selfSigned } from '#bench/relay/self-signed.ts'
import { forward } from './forward.ts'
import type { Link, LinkAddress } from './link.ts'
import type { Phone } from '#bench/load/visit/phones.ts'

/**
 * Size of a TLS record, as docs/deployment.md recommends for a gateway. A browser can read a record
 * only after its last byte has arrived, which takes long on a slow link for the usual 16 kB.
 */
const recordBytes = 4096

/** TLS 1.3 and HTTP/2 over a relay on this machine: handshakes take as long as on a real link. */
export async function relayLink(phone: Phone): Promise<Link> {
  const { key, cert, fingerprint } = await selfSigned()
  const ends: { relay: Relay; server: Http2SecureServer }[] = []
  const relays = () => ends.map(({ relay }) => relay)

  async function open(): Promise<LinkAddress> {
    let target = ''
    const server = createSecureServer({ key, cert }, (request, response) => {
      forward(request, response, target)
    }).on('secureConnection', (socket) => socket.setMaxSendFragment(recordBytes))
    await listen(server)
    const relay = await Relay.to(portOf(server), phone.network)
    ends.push({ relay, server })
    return {
      url: `https://127.0.0.1:${relay.port}`,
      leadsTo: (origin) => {
        target = origin
      },
    }
  }

  return {
    name: 'relay',
    phone,
    browserArgs: [`--ignore-certificate-errors-spki-list=${fingerprint}`],
    open,
    shape: () => Promise.resolve(),
    breakConnections() {
      for (const relay of relays()) relay.breakConnections()
    },
    async cut(context) {
      for (const relay of relays()) relay.cut()
      await context.setOffline(true)
    },
    async mend(context) {
      for (const relay of relays()) relay.mend()
      await context.setOffline(false)
    },
    async close() {
      await Promise.all(
        ends.map(async ({ relay, server }) => {
          await relay.close()
          server.close()
        }),
      )
    },
  }
}
