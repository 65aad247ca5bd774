import { getRequestListener } from '@hono/node-server'
import { createHttpServer } from '#proxy/base/http/http-server.ts'
import { createOperatorHealth } from '#proxy/features/operator/health.ts'
import { operatorRoutes } from '#proxy/features/operator/operator-routes.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { listen, stopListening } from '#proxy/testing/listen.ts'

/** The operators' routes on a store, without sessions and without upstream. */
export type Desk = {
  /** Reads the answer to its end. */
  ask(path: string): Promise<void>
  close(): Promise<void>
}

const operator = {
  sessionId: 'bench',
  corpId: 'dingbench1',
  userId: 'operator',
  name: 'Operator',
  unionId: null,
  sysLevel: 1,
  signedInAt: 0,
  expiresAt: Infinity,
}

const notCalled = (): never => {
  throw new Error('The bench does not ask for this.')
}

/** The end of this month, when the most contracts of a month are counted. */
export function endOfMonth(): number {
  const today = new Date()
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 0)
}

export async function startDesk(store: Store): Promise<Desk> {
  const { corpList, dingtalkEvents, lineLeases, refusedCalls, registry } = store
  let asked = 0
  // Counts are cached for some seconds, so the clock advances to have each one counted again.
  const now = () => Date.now() + (asked += 1) * 60_000
  const health = createOperatorHealth({
    list: corpList,
    events: dingtalkEvents,
    lines: lineLeases,
    refused: refusedCalls,
    eventSource: 'stream',
    suite: null,
    tokenCall: () => ({ mode: 'corp', hasFallenBack: false }),
    fieldNumbers: () => Promise.resolve([]),
    now,
  })
  const routes = operatorRoutes(
    {
      roles: { requireOperator: () => operator },
      list: corpList,
      orders: registry.orders,
      view: {
        list: corpList,
        margins: registry.margins,
        orders: { list: notCalled },
        events: dingtalkEvents,
        refused: refusedCalls,
        noticeUrl: '',
        publicUrl: '',
        hasRenewalLink: false,
        relievedDataDays: null,
        now,
      },
      desk: {
        refresh: notCalled,
        addPurchase: notCalled,
        initialise: notCalled,
        placeOrder: notCalled,
        deleteData: notCalled,
      },
      health,
      adminsOf: notCalled,
      now: endOfMonth,
    },
    { note: notCalled },
  )
  const answer = getRequestListener(routes.fetch)
  const server = createHttpServer((request, response) => void answer(request, response))
  const url = await listen(server)
  return {
    async ask(path) {
      const got = await fetch(url + path, { headers: { 'accept-encoding': 'br' } })
      await got.arrayBuffer()
      if (!got.ok) throw new Error(`${path} was answered ${got.status}`)
    },
    close: () => stopListening(server),
  }
}
