import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { z } from 'zod'
import { parseJsonText } from '#proxy/json-text.ts'
import { createListeners, publishedSchema, type Events } from '#proxy/store/events.ts'

const channel = 'flow_events'

const shortestPauseMs = 100
const longestPauseMs = 10_000

/** How long a connection may take to be made. */
const timeoutMs = 5000

/** Connections can be lost silently, so they are checked. */
const usualChecks = { everyMs: 10_000, withinMs: 5000 }

/** Of what is published, beside the event: by which instance. */
const senderSchema = z.object({ from: z.string() })

/**
 * Events by LISTEN and NOTIFY, on a connection of its own that is made anew when it breaks.
 * @param notify sends a payload to a channel, on any connection
 * @param onError told why the connection broke, and of listeners that failed
 * @param checks how often it is asked whether the connection is there, and how long an answer may take
 */
export function createPostgresEvents(
  url: string,
  notify: (channel: string, payload: string) => Promise<void>,
  onError: (error: unknown) => void,
  checks = usualChecks,
): Events {
  const listeners = createListeners(onError)
  const instance = randomUUID()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let pauseMs = shortestPauseMs
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
      await connecting.query(`listen ${channel}`)
    } catch (error) {
      connecting.end().catch(() => {})
      if (!isClosed) onError(error)
      throw error
    }
    pauseMs = shortestPauseMs
    check(connecting)
    // At the first start too: events may have been missed.
    listeners.tell({ type: 'gap' })
  }

  function check(listening: Client): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const timeout = setTimeout(() => {
        onError(new Error('The database has stopped answering; events may be missed.'))
        // Ends the connection, after which a new one is made.
        void listening.end()
      }, checks.withinMs)
      listening.query('select 1').then(
        () => {
          clearTimeout(timeout)
          if (!isClosed) check(listening)
        },
        () => clearTimeout(timeout),
      )
    }, checks.everyMs)
  }

  /** Every connection ends once, whether or not it was ever made. */
  function tryAgain(): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      client = connect()
      attempt = listen(client)
      attempt.catch(() => {})
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  function hear(payload: string | undefined): void {
    const told = parseJsonText(payload ?? '')
    const event = publishedSchema.safeParse(told).data
    if (event === undefined) return
    const isOurs = senderSchema.safeParse(told).data?.from === instance
    if (event.type === 'flow-changed' && !isOurs) delete event.readAt
    listeners.tell(event)
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
