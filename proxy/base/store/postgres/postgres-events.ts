import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { z } from 'zod'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { createListeners, publishedSchema, type Events } from '#proxy/base/store/events.ts'

const channel = 'flow_events'

const minPauseMs = 100
const maxPauseMs = 10_000

const timeoutMs = 5000

/** Connections can be lost silently, so they are checked. */
const defaultChecks = { everyMs: 10_000, withinMs: 5000 }

const senderSchema = z.object({ from: z.string() })

/**
 * LISTEN and NOTIFY, on a connection that reconnects.
 * @param onError called when it breaks or a listener throws
 * @param checks interval, and how long a statement may take
 */
export function createPostgresEvents(
  url: string,
  notify: (channel: string, payload: string) => Promise<void>,
  onError: (error: unknown) => void,
  checks = defaultChecks,
): Events {
  const listeners = createListeners(onError)
  const instance = randomUUID()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let pauseMs = minPauseMs
  let client = connect()
  let attempt = listen(client)

  function connect(): Client {
    const connecting = new Client({
      connectionString: url,
      application_name: 'esign-dingtalk events',
      connectionTimeoutMillis: timeoutMs,
    })
    connecting.on('error', (error) => {
      if (!isClosed) onError(error)
    })
    connecting.on('notification', ({ payload }) => hear(payload))
    connecting.once('end', tryAgain)
    return connecting
  }

  async function listen(connecting: Client): Promise<void> {
    try {
      await connecting.connect()
      await answered(connecting.query(`listen ${channel}`))
    } catch (error) {
      connecting.end().catch(() => {})
      if (!isClosed) onError(error)
      throw error
    }
    pauseMs = minPauseMs
    check(connecting)
    // On the first connection too, as events may have been missed.
    listeners.dispatch({ type: 'gap' })
  }

  function answered(query: Promise<unknown>): Promise<unknown> {
    return withTimeout(query, checks.withinMs, () => {
      throw new Error('The database has stopped answering; events may be missed.')
    })
  }

  function check(listening: Client): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      answered(listening.query('select 1')).then(
        () => {
          if (!isClosed) check(listening)
        },
        (error: unknown) => {
          if (isClosed) return
          onError(error)
          // Ends the connection, which makes it reconnect.
          void listening.end()
        },
      )
    }, checks.everyMs)
  }

  /** Every connection ends once, even one that was never established. */
  function tryAgain(): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      client = connect()
      attempt = listen(client)
      attempt.catch(() => {})
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, maxPauseMs)
  }

  function hear(payload: string | undefined): void {
    const message = parseJsonText(payload ?? '')
    const event = publishedSchema.safeParse(message).data
    if (event === undefined) return
    const isOurs = senderSchema.safeParse(message).data?.from === instance
    if (event.type === 'flow-changed' && !isOurs) delete event.readAt
    listeners.dispatch(event)
  }

  attempt.catch(() => {})
  return {
    publish: (event) => notify(channel, JSON.stringify({ from: instance, ...event })),
    subscribe: (listener) => listeners.subscribe(listener),
    listening: () => attempt,
    async close() {
      isClosed = true
      clearTimeout(timer)
      await client.end().catch(() => {})
    },
  }
}
