import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { multipartType, fileHeader } from '#proxy/files/testing/multipart-body.ts'
import { ask, cookieOf, signIn, type Client } from './client.ts'
import { madeUp } from './names.ts'
import { hangUpInBody, neverRead } from './rude-sockets.ts'

/** A kind of abuse of the proxy. It continues until `signal` aborts. */
export type Abuse = {
  name: string
  /** @returns the number of requests sent */
  run(proxy: Omit<Client, 'address'>, signal: AbortSignal): Promise<number>
}

const unknownAddress = '203.0.113.1'

export const abuses: readonly Abuse[] = [
  {
    name: 'Made-up auth codes with known and unknown flows, 40 a second',
    run: (proxy, signal) =>
      atRate(40, signal, (number) => {
        const taskId = number % 2 === 0 ? `PRO-UNKNOWN-${number}` : 'PRO-0-1'
        return signIn(of(proxy, signal), { authCode: `${madeUp}-${number}`, taskId })
      }),
  },
  {
    name: 'Made-up organisations, 310 a second',
    run: (proxy, signal) =>
      atRate(310, signal, (number) =>
        signIn(of(proxy, signal), { authCode: 'x', corpId: `${madeUp}-${number}` }),
      ),
  },
  {
    name: 'Clients that never read their answers, 20 new ones a second',
    run: (proxy, signal) => atRate(20, signal, () => neverRead(of(proxy, signal))),
  },
  {
    name: 'Clients that hang up in the middle of a body, 100 a second',
    run: async (proxy, signal) => {
      const client = of(proxy, signal)
      const cookie = `cookie: ${await cookieOf(client, 'hanger-up')}`
      return atRate(100, signal, (number) =>
        number % 2 === 0
          ? hangUpInBody(client, '/api/session', ['content-type: application/json'])
          : hangUpInBody(client, '/api/files', [`content-type: ${multipartType}`, cookie]),
      )
    },
  },
  {
    name: 'A member who holds 60 uploads open',
    run: byMember('uploader', async (client, cookie, signal) => {
      const headers = { cookie, 'content-type': multipartType }
      const uploads = Array.from({ length: 60 }, () => {
        const init = { method: 'POST', headers, body: slowFile(signal), duplex: 'half' as const }
        return ask(client, '/api/files', init).catch(() => null)
      })
      await Promise.all(uploads)
      return uploads.length
    }),
  },
  {
    name: 'A member who checks readiness 60 times at once',
    run: byMember('checker', (client, cookie) =>
      runConcurrently(60, client, cookie, '/api/readiness'),
    ),
  },
  {
    name: 'A member who asks for 250 unknown files at once',
    run: byMember('filer', (client, cookie, _signal, round) =>
      runConcurrently(250, client, cookie, `/api/files/unknown-${round}-`),
    ),
  },
  {
    name: 'A member who asks for 250 unknown flows at once',
    run: byMember('reader', (client, cookie, _signal, round) =>
      runConcurrently(250, client, cookie, `/api/flows/PRO-UNKNOWN-${round}-`),
    ),
  },
  {
    name: 'A member who searches 250 times at once',
    run: byMember('searcher', (client, cookie, _signal, round) =>
      runConcurrently(250, client, cookie, `/api/flows?scope=all&q=${round}-`),
    ),
  },
]

function of(proxy: Omit<Client, 'address'>, signal: AbortSignal): Client {
  // Each open request adds a listener; Node warns from the eleventh on.
  setMaxListeners(0, signal)
  return { ...proxy, address: unknownAddress, signal }
}

/** Sends `perSecond` requests per second without waiting for the answers. */
async function atRate(
  perSecond: number,
  signal: AbortSignal,
  send: (number: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now()
  const sent: Promise<unknown>[] = []
  while (!signal.aborted) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond
    while (sent.length < due) sent.push(send(sent.length).catch(() => null))
    // oxlint-disable-next-line no-await-in-loop
    await delay(20)
  }
  await Promise.all(sent)
  return sent.length
}

/** Minimum time between the starts of two rounds of requests, in milliseconds. */
const roundMs = 1_000

/**
 * A member's rounds of requests: the next round starts after all answers, but not before `roundMs`.
 */
function byMember(
  userId: string,
  once: (client: Client, cookie: string, signal: AbortSignal, round: number) => Promise<number>,
): Abuse['run'] {
  return async (proxy, signal) => {
    const client = of(proxy, signal)
    const cookie = await cookieOf(client, userId)
    let sent = 0
    for (let round = 0; !signal.aborted; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const [count] = await Promise.all([once(client, cookie, signal, round), delay(roundMs)])
      sent += count
    }
    return sent
  }
}

async function runConcurrently(
  count: number,
  client: Client,
  cookie: string,
  path: string,
): Promise<number> {
  const isWhole = path === '/api/readiness'
  const asked = Array.from({ length: count }, (_, number) =>
    ask(client, isWhole ? path : path + number, { headers: { cookie } }).catch(() => null),
  )
  await Promise.all(asked)
  return count
}

/** A file that arrives slowly, until `signal` aborts. */
function slowFile(signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from(`${fileHeader({ name: 'a.pdf' })}%PDF-1.7`))
    },
    async pull(controller) {
      await delay(250)
      if (signal.aborted) controller.close()
      else controller.enqueue(Buffer.alloc(16 * 1024, 'x'))
    },
  })
}
