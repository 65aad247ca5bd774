import { z } from 'zod'
import { corpStates } from '#shared/rules/codes/corp-codes.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** A flow changed in a way that concerns who watches it. */
const flowChanged = z.object({
  type: z.literal('flow-changed'),
  corpId: z.string(),
  taskId: z.string(),
  /**
   * When this instance read the change, by its own clock: later readings include it. Omitted if
   * nobody has read it yet, or another instance has, as clocks differ.
   */
  readAt: z.number().optional(),
})

/** A request to see a flow was made or decided, which changes what deciders see. */
const accessRequested = z.object({
  type: z.literal('access-requested'),
  corpId: z.string(),
  taskId: z.string(),
  initiator: z.string().nullable(),
})

/** A person signed out, so the session's tokens are no longer valid. */
const sessionEnded = z.object({
  type: z.literal('session-ended'),
  sessionId: z.string(),
  /** When the session would have expired. */
  until: epochMs,
})

const personLeft = z.object({
  type: z.literal('person-left'),
  corpId: z.string(),
  userId: z.string(),
  /** When DingTalk noted it; later sign-ins are not affected. */
  at: epochMs,
})

const settingsChanged = z.object({ type: z.literal('settings-changed'), corpId: z.string() })

/** A corp authorised the app or revoked that, so all readings of it are out of date. */
const corpChanged = z.object({ type: z.literal('corp-changed'), corpId: z.string() })

/** An event or an answer of DingTalk changed a corp's state; see `CorpStatus`. */
const corpStatusChanged = z.object({
  type: z.literal('corp-status'),
  corpId: z.string(),
  state: z.enum(corpStates),
  boughtUntil: z.number().nullable(),
  sessionsFrom: z.number(),
  version: z.number(),
  /** Whether it authorised the app again, so that its tokens have other permissions. */
  isRenewed: z.boolean(),
})

/** A control call changed the sandbox, so all readings may be out of date. */
const sandboxChanged = z.object({ type: z.literal('sandbox-changed') })

export type FlowChanged = z.output<typeof flowChanged>
export type AccessRequested = z.output<typeof accessRequested>

export const publishedSchema = z.discriminatedUnion('type', [
  flowChanged,
  accessRequested,
  sessionEnded,
  personLeft,
  settingsChanged,
  corpChanged,
  corpStatusChanged,
  sandboxChanged,
])

export type Published = z.output<typeof publishedSchema>

/** Events may have been missed, as after a lost connection: treat everything as changed. */
type Gap = { type: 'gap' }

export type StoreEvent = Published | Gap

export type Listener = (event: StoreEvent) => void

/** Publishes events to all instances on the same store, including this one. */
export type Events = {
  publish(event: Published): Promise<void>
  /** @returns unsubscribes */
  subscribe(listener: Listener): () => void
  /** Resolves once events of others are received. @throws the driver's error if they cannot be */
  listening(): Promise<void>
  close(): Promise<void>
}

/** Listeners; one that throws does not affect the others. */
export function createListeners(onError: (error: unknown) => void) {
  const listeners = new Set<Listener>()
  return {
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispatch(event: StoreEvent): void {
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
