import { and, count, eq, gt } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { proposals } from './assistant-schema.ts'

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

export type ProposalBook = {
  add(proposal: Omit<StoredProposal, 'state'>): Promise<void>
  /** How many a person's assistants have made since then. */
  countSince(person: Person, since: EpochMs): Promise<number>
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

export function createProposalBook(database: Database): ProposalBook {
  const one = ({ corpId, userId }: Person, id: string) =>
    and(eq(proposals.corpId, corpId), eq(proposals.userId, userId), eq(proposals.id, id))
  return {
    async add(proposal) {
      await database.insert(proposals).values({ ...proposal, state: 'open' })
    },

    async countSince({ corpId, userId }, since) {
      const ofPerson = and(eq(proposals.corpId, corpId), eq(proposals.userId, userId))
      const [made] = await database
        .select({ proposals: count() })
        .from(proposals)
        .where(and(ofPerson, gt(proposals.askedAt, since)))
      return made?.proposals ?? 0
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
