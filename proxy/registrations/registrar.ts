import pLimit from 'p-limit'
import type { RegisteredFlow } from '#shared/schemas/registration.ts'
import { fromStore, storeMs } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import { onBehalfOf, serverRequester } from '#proxy/limits/requester.ts'
import type { Events } from '#proxy/store/events.ts'
import { keyTextOf } from '#proxy/store/flow-key.ts'
import type { RegistrationBook } from '#proxy/store/flows/registration-book.ts'
import type { Generation, NewPerson } from '#proxy/store/flows/flow-types.ts'

/** Stores flows that other systems of a corp started. */
export type Registrar = {
  /**
   * Stores a flow, and rereads it in the background if that adds anything.
   * @param signedAt epoch milliseconds; a registration signed before the stored one changes nothing
   * @throws ProblemError `store-unavailable`
   */
  register(corpId: string, taskId: string, flow: RegisteredFlow, signedAt: number): Promise<void>
}

export type RegistrarParts = {
  book: RegistrationBook
  events: Pick<Events, 'publish'>
  /** Rereads a flow, stores it and notifies lists. */
  confirm: (corpId: string, taskId: string) => Promise<unknown>
  generation: Generation
  log: Pick<Logger, 'warn'>
  /** Current time in epoch milliseconds. */
  now: () => number
}

/** Concurrent readings for all corps; people who open flows go first. */
const readAtOnce = 2

/** Flows above this are read when somebody opens them. */
const maxQueued = 1000

export function createRegistrar(parts: RegistrarParts): Registrar {
  const { book, events, confirm, generation, log, now } = parts
  const waiting = new Set<string>()
  const turns = pLimit(readAtOnce)

  function readLater(corpId: string, taskId: string): void {
    const key = keyTextOf({ corpId, taskId })
    if (waiting.size >= maxQueued || waiting.has(key)) return
    waiting.add(key)
    const read = async () => {
      waiting.delete(key)
      await confirm(corpId, taskId).catch((err: unknown) =>
        log.warn({ corpId, taskId, err }, 'registered flow not read'),
      )
    }
    void turns(() => onBehalfOf(serverRequester, read))
  }

  return {
    async register(corpId, taskId, flow, signedAt) {
      const isChanged = await fromStore(
        book.record(corpId, {
          taskId,
          title: flow.title ?? null,
          deadline: flow.deadline ?? null,
          initiatorUserId: flow.initiator?.userId ?? null,
          people: toPeople(flow.people),
          generation,
          signedAt,
          at: now(),
        }),
        storeMs,
      )
      if (!isChanged) return
      await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
        log.warn({ corpId, taskId, err }, 'registration not published to other instances')
      })
      readLater(corpId, taskId)
    },
  }
}

/** Signers in their order, then people who get a copy; without an order, the order of the list. */
function toPeople(people: RegisteredFlow['people']): NewPerson[] {
  const known = people.map(({ order = null, ...person }) => {
    return { ...person, account: null, organization: null, order, requirement: null }
  })
  const signers = known.filter(({ role }) => role === 'signer')
  const inOrder = signers.every(({ order }) => order !== null)
    ? signers.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    : signers
  return [...inOrder, ...known.filter(({ role }) => role === 'cc')]
}
