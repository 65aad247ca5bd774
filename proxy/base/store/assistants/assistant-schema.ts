import { boolean, index, pgTable, uniqueIndex } from 'drizzle-orm/pg-core'
import { text, time } from '#proxy/base/store/columns.ts'
import type { KeyFailure } from '#shared/rules/assistant/key-proof.ts'

/** Tokens that people gave their AI assistants. */
export const assistantTokens = pgTable(
  'assistant_tokens',
  {
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    /** The person's name when it was made. */
    userName: text('user_name').notNull(),
    /** What the person calls the assistant. */
    name: text('name').notNull(),
    /** SHA-256 of the token, in hex. */
    hash: text('hash').notNull(),
    mayRemind: boolean('may_remind').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Within a minute; null until it is used. */
    usedAt: time('used_at'),
  },
  (token) => [
    uniqueIndex('assistant_tokens_by_hash').on(token.hash),
    index('assistant_tokens_by_person').on(token.corpId, token.userId, token.createdAt),
    index('assistant_tokens_by_end').on(token.expiresAt),
  ],
)

/** Reminders that assistants proposed, until somebody decides or they end. */
export const proposals = pgTable(
  'proposals',
  {
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    /** The person who decides. */
    userId: text('user_id').notNull(),
    /** What the person calls the assistant. */
    assistant: text('assistant').notNull(),
    state: text('state').$type<'open' | 'confirmed' | 'refused'>().notNull(),
    askedAt: time('asked_at').notNull(),
  },
  (proposal) => [
    index('proposals_by_person').on(proposal.corpId, proposal.userId, proposal.askedAt),
    index('proposals_by_age').on(proposal.askedAt),
  ],
)

/** Keys of organisations for DingTalk's own assistants. */
export const assistantKeys = pgTable(
  'assistant_keys',
  {
    corpId: text('corp_id').primaryKey(),
    /** SHA-256 of the key, in hex. */
    hash: text('hash').notNull(),
    /** The administrator who made it, and has to prove it. */
    createdBy: text('created_by').notNull(),
    /** What that administrator says to the assistant, as a SHA-256 in hex. */
    proofHash: text('proof_hash').notNull(),
    createdAt: time('created_at').notNull(),
    /** When the administrator was named as in the app; null until then. */
    provedAt: time('proved_at'),
    /** Why the latest attempt to prove it failed; null without one, and once it is proved. */
    failure: text('failure').$type<KeyFailure>(),
    failedAt: time('failed_at'),
  },
  (key) => [uniqueIndex('assistant_keys_by_hash').on(key.hash)],
)
