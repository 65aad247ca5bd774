import { randomUUID } from 'node:crypto'
import type { Clock, EpochMs } from '#shared/rules/time.ts'
import type { ReminderAnswer, ReminderState } from '#shared/schemas/flow/remind/reminder.ts'
import type { Proposal } from '#shared/schemas/assistant/proposal.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ProposalStore } from './proposal-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { requireBought, type SubscriptionDeps } from '#proxy/features/corp/subscription.ts'
import type { FlowReminders } from '#proxy/features/flows/remind/reminders.ts'

/** Reminders that assistants propose, and the person alone can send. */
export type Proposals = {
  /**
   * Proposes a reminder if one is possible now.
   * @returns `id` is null if it is not, as `reminderState` says
   * @throws ProblemError `subscription-ended`, `flow-forbidden`, `too-many-proposals`; see `FlowReminders.preview`
   */
  propose(
    asker: SessionClaims,
    taskId: string,
    assistant: string,
  ): Promise<{ id: string | null; expiresAt: EpochMs; reminderState: ReminderState }>
  /** @throws ProblemError `not-found` for one of somebody else's, too */
  show(session: SessionClaims, id: string): Promise<Proposal>
  /**
   * Sends the reminder, once.
   * @throws ProblemError `not-found`, `proposal-ended`; see `FlowReminders.remind`, after which it
   * can be confirmed again
   */
  confirm(session: SessionClaims, id: string): Promise<ReminderAnswer>
  /** @throws ProblemError `not-found`, `proposal-ended` */
  refuse(session: SessionClaims, id: string): Promise<void>
}

export type ProposalsDeps = {
  book: ProposalStore
  reminders: FlowReminders
  subscription: SubscriptionDeps
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** How long a proposal can be confirmed, in milliseconds. */
export const proposalLifetimeMs = 10 * 60_000

const nobody: ReminderState = { state: 'nobody', availableAt: null, reached: [], unreached: [] }

const maxPerDay = 20
const dayMs = 24 * 60 * 60_000

export function createProposals(deps: ProposalsDeps): Proposals {
  const { book, reminders, subscription, log, now } = deps

  async function found(session: SessionClaims, id: string) {
    const proposal = await fromStore(book.find(session, id), storeMs)
    if (proposal === null) throw new ProblemError('not-found', 'There is no such proposal.')
    return proposal
  }

  async function decide(session: SessionClaims, id: string, state: 'confirmed' | 'refused') {
    const proposal = await found(session, id)
    const deciding = book.decide(session, id, state, now() - proposalLifetimeMs)
    if (!(await fromStore(deciding, storeMs)))
      throw new ProblemError('proposal-ended', 'The proposal was decided before, or has expired.')
    return proposal
  }

  return {
    async propose(asker, taskId, assistant) {
      await requireBought(subscription, asker.corpId)
      const { reminderState: seen } = await reminders.preview(asker, taskId)
      const reminderState = seen ?? nobody
      const askedAt = now()
      const expiresAt = askedAt + proposalLifetimeMs
      if (reminderState.state !== 'possible') return { id: null, expiresAt, reminderState }
      const { corpId, userId } = asker
      const id = randomUUID()
      const limit = { most: maxPerDay, since: askedAt - dayMs }
      const proposal = { id, corpId, userId, taskId, assistant, askedAt }
      if (!(await fromStore(book.add(proposal, limit), storeMs)))
        throw new ProblemError('too-many-proposals', `At most ${maxPerDay} proposals a day.`)
      return { id, expiresAt, reminderState }
    },

    async show(session, id) {
      const { taskId, assistant, state, askedAt } = await found(session, id)
      const expiresAt = askedAt + proposalLifetimeMs
      const isOver = state === 'open' && now() >= expiresAt
      return { id, taskId, assistant, state: isOver ? 'ended' : state, askedAt, expiresAt }
    },

    async confirm(session, id) {
      const { taskId } = await decide(session, id, 'confirmed')
      try {
        return await reminders.remind(session, taskId)
      } catch (error) {
        await book.reopen(session, id).catch((err: unknown) => {
          log.warn({ taskId, err }, 'proposal whose reminder failed not opened again')
        })
        throw error
      }
    },

    async refuse(session, id) {
      await decide(session, id, 'refused')
    },
  }
}
