import { Hono } from 'hono'
import { z } from 'zod'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { decryptEnvelope, encryptEnvelope, type EnvelopeKeys } from './envelope.ts'
import type { EventInbox } from './event-inbox.ts'
import { eventsIn, eventTypeOf, toMilliseconds } from './pushed-event.ts'
import type { Clock } from '#shared/rules/time.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

export type DingTalkEventDeps = {
  keys: EnvelopeKeys
  /** Our app's key; suite tickets for others are ignored. */
  suiteKey: string
  inbox: EventInbox
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
}

/**
 * Oldest accepted envelope: longer than DingTalk retries and clocks differ. A replay within that
 * time has no effect, as events are deduplicated (milliseconds).
 */
const maxAgeMs = 60 * 60_000

/** A batch arrives as one body. */
const maxBodyKb = 1024

const bodySchema = z.object({ encrypt: z.string() })

/**
 * Events posted by DingTalk (http-callback-overview). The answer is an encrypted `success`, also
 * for unused events, which DingTalk would repeat otherwise.
 */
export function dingtalkEventRoutes(deps: DingTalkEventDeps): Hono<AppEnv> {
  const { keys, suiteKey, inbox, log, now } = deps

  /** Stores all events before the answer, for which DingTalk waits 1.2 s. */
  async function take(message: string, sentAt: number): Promise<void> {
    const events = eventsIn(message, sentAt).filter(
      ({ suiteKey: of }) => (of ?? suiteKey) === suiteKey,
    )
    log.info({ type: eventTypeOf(message), events: events.length }, 'pushed')
    await inbox.take(...events.map(({ suiteKey: _of, ...event }) => event))
  }

  return new Hono<AppEnv>().post('/', limitJsonBodyTo(maxBodyKb), async (c) => {
    const { encrypt } = await readJson(c, bodySchema)
    const timestamp = query(c, 'timestamp', 'timeStamp')
    const signature = query(c, 'msg_signature', 'signature')
    const nonce = query(c, 'nonce')
    const opened = decryptEnvelope(keys, { signature, timestamp, nonce, encrypt })
    if (opened === null) {
      throw new ProblemError(
        'invalid-request',
        'The signature or encryption of the event is invalid.',
      )
    }
    const isLong = c.req.query('msg_signature') !== undefined
    noteSettled('event-signature-name', isLong ? 'msg_signature' : 'signature')
    const sentAt = toMilliseconds(timestamp) ?? 0
    if (Math.abs(now() - sentAt) > maxAgeMs) {
      log.warn(
        { sentAt: timestamp },
        'event of DingTalk has a wrong time; check the clock of this server',
      )
      throw new ProblemError('invalid-request', 'The envelope is too old, or from the future.')
    }
    await take(opened.message, sentAt)
    const reply = { message: 'success', ownerKey: opened.ownerKey }
    const encrypted = encryptEnvelope(keys, reply, now())
    return c.json({
      msg_signature: encrypted.signature,
      timeStamp: encrypted.timestamp,
      nonce: encrypted.nonce,
      encrypt: encrypted.encrypt,
    })
  })
}

/** DingTalk's documentation, samples and library spell these names differently. */
function query(c: AppContext, ...names: readonly string[]): string {
  for (const name of names) {
    const value = c.req.query(name)
    if (value !== undefined) return value
  }
  return ''
}
