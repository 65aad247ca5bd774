import pLimit from 'p-limit'
import { noTexts } from '#shared/rules/party/party.ts'
import type { RegisteredFlow } from '#shared/schemas/registration.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Members } from '#proxy/upstream/dingtalk/members.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { onBehalfOf, serverRequester } from '#proxy/base/limits/requester.ts'
import type { Events } from '#proxy/base/store/events.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { RegisteredFlowStore } from '#proxy/base/store/flows/registered-flow-store.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

/** Stores flows that other systems of a corp started. */
export type Registrations = {
  /** User ids in the flows that are of no members, see `Members`. */
  strangersIn(corpId: string, flows: readonly RegisteredFlow[]): Promise<ReadonlySet<string>>
  /**
   * Stores a flow, without the strangers. If that adds anything, it is recorded in the audit, and the flow is reread in
   * the background.
   * @throws ProblemError `store-unavailable`
   */
  register(corpId: string, taskId: string, flow: RegisteredFlow, how: Signed): Promise<void>
}

type Signed = {
  /** A registration signed before the stored one changes nothing. */
  signedAt: EpochMs
  strangers: ReadonlySet<string>
}

export type RegistrationsDeps = {
  book: Pick<RegisteredFlowStore, 'record'>
  members: Members
  audit: Pick<AuditLog, 'note'>
  events: Pick<Events, 'publish'>
  /** Rereads a flow, stores it and notifies lists. */
  reread: (corpId: string, taskId: string) => Promise<unknown>
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** Concurrent readings for all corps; people who open flows go first. */
const readAtOnce = 2

/** Flows above this are read when somebody opens them. */
const maxQueued = 1000

/** Takes a person's place in the audit. */
const otherSystem = { userId: 'server', name: 'FLOW_LINK_SECRET' }

/** In characters. */
const maxDetailLength = 500

export function createRegistrations(deps: RegistrationsDeps): Registrations {
  const { book, members, audit, events, reread, log, now } = deps
  const waiting = new Set<string>()
  const turns = pLimit(readAtOnce)

  function readLater(corpId: string, taskId: string): void {
    const key = keyTextOf({ corpId, taskId })
    if (waiting.size >= maxQueued || waiting.has(key)) return
    waiting.add(key)
    const read = async () => {
      waiting.delete(key)
      await reread(corpId, taskId).catch((err: unknown) =>
        log.warn({ corpId, taskId, err }, 'registered flow not read'),
      )
    }
    void turns(() => onBehalfOf(serverRequester, read))
  }

  return {
    async strangersIn(corpId, flows) {
      const people = flows.flatMap((flow) => [flow.initiator ?? [], flow.people].flat())
      const strangers = await members.strangersAmong(
        corpId,
        people.map(({ userId }) => userId),
      )
      if (strangers.size > 0)
        log.warn({ corpId, userIds: [...strangers] }, 'registered people are no members')
      return strangers
    },
    async register(corpId, taskId, flow, { signedAt, strangers }) {
      const isMember = ({ userId }: { userId: string }) => !strangers.has(userId)
      const { initiator } = flow
      const registered = await fromStore(
        book.record(corpId, {
          taskId,
          title: flow.title ?? null,
          deadline: flow.deadline ?? null,
          initiatorUserId: initiator && isMember(initiator) ? initiator.userId : null,
          people: toPeople(flow.people.filter(isMember)),
          signedAt,
          at: now(),
        }),
        storeMs,
      )
      if (registered === false) return
      const detail = registered.added.join(', ').slice(0, maxDetailLength)
      await audit.note({ corpId, ...otherSystem }, 'flow-registered', { taskId, detail })
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
    return { ...noTexts, ...person, order, requirement: null }
  })
  const signers = known.filter(({ role }) => role === 'signer')
  const inOrder = signers.every(({ order }) => order !== null)
    ? signers.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    : signers
  return [...inOrder, ...known.filter(({ role }) => role === 'cc')]
}
