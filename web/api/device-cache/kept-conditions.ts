import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { Session } from '#shared/schemas/session.ts'
import { readStored, writeStored } from './stored.ts'

const storageKey = 'list-conditions'

/** The stored JSON. */
type Stored = {
  /** Another person on the same device starts without conditions. */
  owner: string
  lists: KeptConditions
}

/** By list, as in the query of an address. */
type KeptConditions = Partial<Record<FlowScope, string>>

const ownerOf = ({ corpId, userId }: Session) => `${corpId}/${userId}`

/** What this person last narrowed each list by on this device. */
export function keptConditions(session: Session): KeptConditions {
  try {
    const stored: Stored | null = JSON.parse(readStored(storageKey) ?? 'null')
    return stored?.owner === ownerOf(session) ? stored.lists : {}
  } catch {
    return {}
  }
}

export function keepConditions(session: Session, scope: FlowScope, search: string): void {
  const lists = { ...keptConditions(session), [scope]: search }
  writeStored(storageKey, JSON.stringify({ owner: ownerOf(session), lists } satisfies Stored))
}

/** Forgets the conditions of everybody on this device. */
export function forgetConditions(): void {
  writeStored(storageKey, null)
}
