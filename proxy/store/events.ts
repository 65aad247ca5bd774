import { z } from 'zod'
import { corpStates } from '#shared/rules/codes/corp-codes.ts'

/** Something happened to a flow that its viewers want to know of. */
const flowChanged = z.object({
  type: z.literal('flow-changed'),
  corpId: z.string(),
  taskId: z.string(),
  /**
   * When this instance read the change from upstream, epoch milliseconds by its own clock: what it
   * read then or later shows the change. Left out where nobody has read it yet, and where another
   * instance has, for clocks of two instances cannot be compared.
   */
  readAt: z.number().optional(),
})

/** Somebody asked to see a flow, or a request was decided: who decides sees others than before. */
const accessRequested = z.object({
  type: z.literal('access-requested'),
  corpId: z.string(),
  taskId: z.string(),
  /** Who decides, by user id; null where it is the admins. */
  initiator: z.string().nullable(),
})

/** Somebody signed out: tokens of the session are good for nothing from now on. */
const sessionEnded = z.object({
  type: z.literal('session-ended'),
  sessionId: z.string(),
  /** When the session would have ended by itself, epoch milliseconds. */
  until: z.number(),
})

/** A corp authorised the app, or did not: what was read of it is out of date. */
const corpChanged = z.object({ type: z.literal('corp-changed'), corpId: z.string() })

/** An event of DingTalk, or its answer, changed where a corp stands with the app; see `CorpStanding`. */
const corpStandingChanged = z.object({
  type: z.literal('corp-standing'),
  corpId: z.string(),
  state: z.enum(corpStates),
  boughtUntil: z.number().nullable(),
  sessionsFrom: z.number(),
  version: z.number(),
  /** It was authorised anew, so that its tokens carry other permissions. */
  isRenewed: z.boolean(),
})

/** A control call changed what the sandbox plays: everything that was read may be out of date. */
const sandboxChanged = z.object({ type: z.literal('sandbox-changed') })

export type FlowChanged = z.output<typeof flowChanged>
export type AccessRequested = z.output<typeof accessRequested>

/** What instances tell one another. */
export const publishedSchema = z.discriminatedUnion('type', [
  flowChanged,
  accessRequested,
  sessionEnded,
  corpChanged,
  corpStandingChanged,
  sandboxChanged,
])

export type Published = z.output<typeof publishedSchema>

/** Events may have been missed, as after a lost connection: take everything as changed. */
type Gap = { type: 'gap' }

export type StoreEvent = Published | Gap

export type Listener = (event: StoreEvent) => void

/** Tells all instances that use the same store, this one included, what happened. */
export type Events = {
  /** Comes back when the event is on its way. */
  publish(event: Published): Promise<void>
  /** @returns what ends it */
  subscribe(listener: Listener): () => void
  /** Waits until what others publish is heard. @throws the driver's error when it cannot be */
  listening(): Promise<void>
  close(): Promise<void>
}

/** Listeners, one of which cannot keep the others from hearing. */
export function createListeners(onError: (error: unknown) => void) {
  const listeners = new Set<Listener>()
  return {
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(event: StoreEvent): void {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
