import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import type { KeyFailure } from '#shared/rules/assistant/key-proof.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { assistantKeys } from '#proxy/base/store/assistants/assistant-schema.ts'

/** The key of an organisation for DingTalk's own assistants. */
export type AssistantKey = {
  corpId: string
  /** SHA-256 of the key, in hex. */
  hash: string
  /** The administrator who made it, and has to prove it. */
  createdBy: string
  /** SHA-256 of what that administrator says to the assistant, in hex. */
  proofHash: string
  createdAt: EpochMs
  /** When the administrator was named as in the app; null until then. */
  provedAt: EpochMs | null
  /** Why the latest attempt to prove it failed; null without one, and once it is proved. */
  failure: KeyFailure | null
  failedAt: EpochMs | null
}

type One = Pick<AssistantKey, 'corpId' | 'hash'>

export type AssistantKeyStore = {
  /** Takes the place of an earlier key, and has to be proved anew. */
  put(key: Omit<AssistantKey, 'provedAt' | 'failure' | 'failedAt'>): Promise<void>
  of(corpId: string): Promise<AssistantKey | null>
  find(hash: string): Promise<AssistantKey | null>
  noteProved(key: One, at: EpochMs): Promise<void>
  /** Notes a failed attempt, unless the key is proved. */
  noteFailed(key: One, failure: KeyFailure, at: EpochMs): Promise<void>
  delete(corpId: string): Promise<void>
}

export function createAssistantKeyStore(database: Database): AssistantKeyStore {
  const unproved = ({ corpId, hash }: One) =>
    and(
      eq(assistantKeys.corpId, corpId),
      eq(assistantKeys.hash, hash),
      isNull(assistantKeys.provedAt),
    )
  return {
    async put(key) {
      const { corpId, ...set } = { ...key, provedAt: null, failure: null, failedAt: null }
      await database
        .insert(assistantKeys)
        .values({ corpId, ...set })
        .onConflictDoUpdate({ target: assistantKeys.corpId, set })
    },
    async of(corpId) {
      const [found] = await database
        .select()
        .from(assistantKeys)
        .where(eq(assistantKeys.corpId, corpId))
      return found ?? null
    },
    async find(hash) {
      const [found] = await database
        .select()
        .from(assistantKeys)
        .where(eq(assistantKeys.hash, hash))
      return found ?? null
    },
    async noteProved(key, at) {
      await database
        .update(assistantKeys)
        .set({ provedAt: at, failure: null, failedAt: null })
        .where(unproved(key))
    },
    async noteFailed(key, failure, at) {
      await database.update(assistantKeys).set({ failure, failedAt: at }).where(unproved(key))
    },
    async delete(corpId) {
      await database.delete(assistantKeys).where(eq(assistantKeys.corpId, corpId))
    },
  }
}
