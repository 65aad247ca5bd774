import { and, count, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { assistantTokens } from '#proxy/base/store/assistants/assistant-schema.ts'

/** A token without its hash. */
export type AssistantToken = {
  id: string
  corpId: string
  userId: string
  /** The person's name when it was made. */
  userName: string
  /** What the person calls the assistant. */
  name: string
  mayRemind: boolean
  createdAt: EpochMs
  expiresAt: EpochMs
  /** Within a minute; null until it is used. */
  usedAt: EpochMs | null
}

type Person = Pick<AssistantToken, 'corpId' | 'userId'>

export type AssistantTokenStore = {
  /** @returns false if the person has that many already that have not expired */
  add(token: Omit<AssistantToken, 'usedAt'> & { hash: string }, most: number): Promise<boolean>
  /** Those that have not expired, newest first. */
  list(person: Person, at: EpochMs): Promise<AssistantToken[]>
  /** The token with this hash that has not expired; notes that it is used. */
  use(hash: string, at: EpochMs): Promise<AssistantToken | null>
  /** @returns false if the person has none with this id */
  withdraw(person: Person, id: string): Promise<boolean>
  /** Ends all that the person made until then. */
  withdrawAll(person: Person, until: EpochMs): Promise<void>
}

/** How exact `usedAt` is, so that few calls write (milliseconds). */
const usedStepMs = 60_000

const shown = {
  id: assistantTokens.id,
  corpId: assistantTokens.corpId,
  userId: assistantTokens.userId,
  userName: assistantTokens.userName,
  name: assistantTokens.name,
  mayRemind: assistantTokens.mayRemind,
  createdAt: assistantTokens.createdAt,
  expiresAt: assistantTokens.expiresAt,
  usedAt: assistantTokens.usedAt,
}

const ofPerson = ({ corpId, userId }: Person) =>
  and(eq(assistantTokens.corpId, corpId), eq(assistantTokens.userId, userId))

export function createAssistantTokenStore(database: Database): AssistantTokenStore {
  return {
    add(token, most) {
      return database.transaction(async (transaction) => {
        // Of two pages of a person, one waits.
        const lock = JSON.stringify(['assistant-tokens', token.corpId, token.userId])
        await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
        const [held] = await transaction
          .select({ tokens: count() })
          .from(assistantTokens)
          .where(and(ofPerson(token), gt(assistantTokens.expiresAt, token.createdAt)))
        if ((held?.tokens ?? 0) >= most) return false
        await transaction.insert(assistantTokens).values(token)
        return true
      })
    },

    list(person, at) {
      return database
        .select(shown)
        .from(assistantTokens)
        .where(and(ofPerson(person), gt(assistantTokens.expiresAt, at)))
        .orderBy(desc(assistantTokens.createdAt), desc(assistantTokens.id))
    },

    async use(hash, at) {
      const [token] = await database
        .select(shown)
        .from(assistantTokens)
        .where(and(eq(assistantTokens.hash, hash), gt(assistantTokens.expiresAt, at)))
      if (token === undefined) return null
      if (token.usedAt !== null && at - token.usedAt < usedStepMs) return token
      const isOlder = or(isNull(assistantTokens.usedAt), lt(assistantTokens.usedAt, at))
      await database
        .update(assistantTokens)
        .set({ usedAt: at })
        .where(and(eq(assistantTokens.id, token.id), isOlder))
      return { ...token, usedAt: at }
    },

    async withdraw(person, id) {
      const withdrawn = await database
        .delete(assistantTokens)
        .where(and(ofPerson(person), eq(assistantTokens.id, id)))
        .returning({ id: assistantTokens.id })
      return withdrawn.length > 0
    },

    async withdrawAll(person, until) {
      await database
        .delete(assistantTokens)
        .where(and(ofPerson(person), lte(assistantTokens.createdAt, until)))
    },
  }
}
