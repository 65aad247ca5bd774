import type { CorpState } from '#shared/rules/codes/corp-codes.ts'

/** Something happened to a flow that its viewers want to know of. */
export type FlowChanged = {
  type: 'flow-changed'
  corpId: string
  taskId: string
  /**
   * When this instance read the change from upstream, epoch milliseconds by its own clock: what it
   * read then or later shows the change. Left out where nobody has read it yet, and where another
   * instance has, for clocks of two instances cannot be compared.
   */
  readAt?: number | undefined
}

/** Somebody signed out: tokens of the session are good for nothing from now on. */
export type SessionEnded = {
  type: 'session-ended'
  sessionId: string
  /** When the session would have ended by itself, epoch milliseconds. */
  until: number
}

/** A corp authorised the app, or did not: what was read of it is out of date. */
export type CorpChanged = { type: 'corp-changed'; corpId: string }

/** An event of DingTalk, or its answer, changed where a corp stands with the app. */
export type CorpStandingChanged = {
  type: 'corp-standing'
  corpId: string
  state: CorpState
  /** Until when it has bought the app, epoch milliseconds; null where it has bought nothing. */
  boughtUntil: number | null
  /** See `CorpStanding`. */
  sessionsFrom: number
  /** See `CorpStanding`. */
  version: number
  /** It was authorised anew, so that its tokens carry other permissions. */
  isRenewed: boolean
}

/** A control call changed what the sandbox plays: everything that was read may be out of date. */
export type SandboxChanged = { type: 'sandbox-changed' }

/** Somebody asked to see a flow, or a request was decided: who decides sees others than before. */
export type AccessRequested = {
  type: 'access-requested'
  corpId: string
  taskId: string
  /** Who decides, by user id; null where it is the admins. */
  initiator: string | null
}

/** What instances tell one another. */
export type Published =
  FlowChanged | AccessRequested | SessionEnded | CorpChanged | CorpStandingChanged | SandboxChanged

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
