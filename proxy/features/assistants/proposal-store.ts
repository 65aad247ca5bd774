import { and, count, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { proposals } from '#proxy/base/store/assistants/assistant-schema.ts'

export type StoredProposal = {
  id: string
  corpId: string
  taskId: string
  /** The person who decides. */
  userId: string
  /** What the person calls the assistant. */
  assistant: string
  state: 'open' | 'confirmed' | 'refused'
  askedAt: EpochMs
}

type Person = Pick<StoredProposal, 'corpId' | 'userId'>

export type ProposalStore = {
  /** @returns false, without a change, if the person's assistants have made `most` since then */
  add(
    proposal: Omit<StoredProposal, 'state'>,
    limit: { most: number; since: EpochMs },
  ): Promise<boolean>
  /** Null for one of somebody else's, too. */
  find(person: Person, id: string): Promise<StoredProposal | null>
  /**
   * Decides an open proposal that was made after a time, once.
   * @returns false if it was not open, or is older
   */
  decide(
    person: Person,
    id: string,
    state: 'confirmed' | 'refused',
    madeAfter: EpochMs,
  ): Promise<boolean>
  /** Opens one again whose reminder could not be sent. */
  reopen(person: Person, id: string): Promise<void>
}

export function createProposalStore(database: Database): ProposalStore {
  const one = ({ corpId, userId }: Person, id: string) =>
    and(eq(proposals.corpId, corpId), eq(proposals.userId, userId), eq(proposals.id, id))
  return {
    add(proposal, { most, since }) {
      const { corpId, userId } = proposal
      return database.transaction(async (tx) => {
        // Of two assistants of a person, one waits.
        const lock = JSON.stringify(['proposals', corpId, userId])
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
        const ofPerson = and(eq(proposals.corpId, corpId), eq(proposals.userId, userId))
        const [made] = await tx
          .select({ proposals: count() })
          .from(proposals)
          .where(and(ofPerson, gt(proposals.askedAt, since)))
        if ((made?.proposals ?? 0) >= most) return false
        await tx.insert(proposals).values({ ...proposal, state: 'open' })
        return true
      })
    },

    async find(person, id) {
      const [found] = await database.select().from(proposals).where(one(person, id))
      return found ?? null
    },

    async decide(person, id, state, madeAfter) {
      const isOpen = and(eq(proposals.state, 'open'), gt(proposals.askedAt, madeAfter))
      const decided = await database
        .update(proposals)
        .set({ state })
        .where(and(one(person, id), isOpen))
        .returning({ id: proposals.id })
      return decided.length > 0
    },

    async reopen(person, id) {
      await database
        .update(proposals)
        .set({ state: 'open' })
        .where(and(one(person, id), eq(proposals.state, 'confirmed')))
    },
  }
}
