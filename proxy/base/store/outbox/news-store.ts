import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { NewsKind } from '#shared/rules/codes/news.ts'
import type { Preferences, PreferencesChange } from '#shared/schemas/news.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout } from '#proxy/base/store/flow-key.ts'
import type { Causes } from './causes.ts'
import type { AutoReminders } from '#proxy/base/store/flows/flow-types.ts'
import { autoReminders, flowFollows, newsPreferences } from './outbox-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type NewsStore = {
  followsOf(corpId: string, taskId: string): Promise<{ userId: string; state: FollowState }[]>
  /** @param state null for neither */
  follow(person: FollowedFlow, state: FollowState | null, at: EpochMs): Promise<void>
  forget(corpId: string, userId: string): Promise<void>
  preferencesOf(corpId: string, userId: string): Promise<Preferences>
  setPreferences(person: Person, change: PreferencesChange, at: EpochMs): Promise<Preferences>
  /** Whether a person has neither muted the flow nor turned off news of this kind. */
  wants(person: FollowedFlow, news: NewsKind): Promise<boolean>
  remindersOf(corpId: string, taskId: string): Promise<AutoReminders | null>
  setReminders(
    corpId: string,
    taskId: string,
    reminders: AutoReminders | null,
    at: EpochMs,
  ): Promise<void>
}

type FollowState = 'follow' | 'mute'

type Person = { corpId: string; userId: string }

type FollowedFlow = Person & { taskId: string }

const { corpId: _corpId, userId: _userId, at: _at, ...kinds } = getTableColumns(newsPreferences)

const { corpId: _corp, taskId: _flow, ...reminderColumns } = getTableColumns(autoReminders)

const everything: Preferences = { refused: true, completed: true, deadline: true, stuck: true }

export function createNewsStore(database: Database, causes: Causes): NewsStore {
  async function preferencesOf(corpId: string, userId: string): Promise<Preferences> {
    const [found] = await database
      .select(kinds)
      .from(newsPreferences)
      .where(and(eq(newsPreferences.corpId, corpId), eq(newsPreferences.userId, userId)))
    return found ?? everything
  }

  return {
    async followsOf(corpId, taskId) {
      return database
        .select({ userId: flowFollows.userId, state: flowFollows.state })
        .from(flowFollows)
        .where(isAbout(flowFollows, { corpId, taskId }))
    },
    async follow(person, state, at) {
      if (state === null) await database.delete(flowFollows).where(isOf(person))
      else
        await database
          .insert(flowFollows)
          .values({ ...person, state, at })
          .onConflictDoUpdate({
            target: [flowFollows.corpId, flowFollows.taskId, flowFollows.userId],
            set: { state, at },
          })
    },
    async forget(corpId, userId) {
      for (const table of [flowFollows, newsPreferences])
        await database.delete(table).where(and(eq(table.corpId, corpId), eq(table.userId, userId)))
    },
    preferencesOf,
    async setPreferences(person, change, at) {
      const row = {
        ...person,
        refused: change.refused ?? true,
        completed: change.completed ?? true,
        deadline: change.deadline ?? true,
        stuck: change.stuck ?? true,
        at,
      }
      const [set] = await database
        .insert(newsPreferences)
        .values(row)
        .onConflictDoUpdate({
          target: [newsPreferences.corpId, newsPreferences.userId],
          // Drizzle skips undefined values.
          set: { ...change, at },
        })
        .returning(kinds)
      if (set === undefined) throw new Error('an upsert answered nothing')
      return set
    },
    async wants(person, news) {
      const preferences = await preferencesOf(person.corpId, person.userId)
      if (!preferences[news]) return false
      const muted = await database
        .select({ one: sql`1` })
        .from(flowFollows)
        .where(and(isOf(person), eq(flowFollows.state, 'mute')))
      return muted.length === 0
    },
    async remindersOf(corpId, taskId) {
      const [found] = await database
        .select(reminderColumns)
        .from(autoReminders)
        .where(isAbout(autoReminders, { corpId, taskId }))
      return found ?? null
    },
    async setReminders(corpId, taskId, reminders, at) {
      const key = { corpId, taskId }
      await causes.changeAndRead(database, key, at, async (tx) => {
        if (reminders === null) await tx.delete(autoReminders).where(isAbout(autoReminders, key))
        else
          await tx
            .insert(autoReminders)
            .values({ ...key, ...reminders })
            .onConflictDoUpdate({
              target: [autoReminders.corpId, autoReminders.taskId],
              set: reminders,
            })
      })
    },
  }
}

function isOf({ corpId, taskId, userId }: FollowedFlow) {
  return and(isAbout(flowFollows, { corpId, taskId }), eq(flowFollows.userId, userId))
}
