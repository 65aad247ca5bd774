import { and, desc, eq, getTableColumns, gt, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { jsonText, storable, storableOrNull } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import {
  applyChange,
  statusVersion,
  type CorpChange,
  type CorpStatus,
  type StatusUpdate,
} from './corp-change.ts'
import { corps } from './corp-schema.ts'
import { gramsArray } from './name-grams.ts'
import { flows } from '#proxy/base/store/schema.ts'

/** What is stored about organisations. Times are epoch milliseconds. */
export type CorpStore = {
  /**
   * Applies an event or an answer of DingTalk; newer facts are kept.
   * @returns the current status, and what changed
   */
  updateCorp(change: CorpChange): Promise<StatusUpdate>
  /**
   * Notes a sign-in; adds the corp if it is unknown.
   * @returns whether DingTalk has ever answered about it
   */
  noteSeen(corpId: string, at: number): Promise<boolean>
  noteEsign(corpId: string, facts: EsignFacts): Promise<void>
  /** Permissions whose lack failed calls, and others with which calls succeeded. */
  noteScopes(
    corpId: string,
    scopes: { missing: readonly string[]; granted: readonly string[] },
  ): Promise<void>
  noteDataDeleted(corpId: string, at: number): Promise<void>
  statusOf(corpId: string): Promise<CorpStatus | null>
  /** Those among them that are or once were inactive. */
  onceInactiveAmong(corpIds: readonly string[]): Promise<(CorpStatus & { corpId: string })[]>
  find(corpId: string): Promise<StoredCorp | null>
  /** At most ten thousand corps that use or used the app, the most recently used last. */
  known(): Promise<string[]>
  /** Corps that gave up the app before a time and whose data still exist. */
  relievedBefore(at: number, limit: number): Promise<string[]>
}

export type EsignFacts = Partial<
  Pick<
    StoredCorp,
    | 'install'
    | 'authorisation'
    | 'realName'
    | 'isInitialised'
    | 'contractsLeft'
    | 'daysLeft'
    | 'areContractsLow'
  >
> & {
  checkedAt?: number
  /** The verified name; DingTalk's takes precedence. */
  name?: string | null
}

export type StoredCorp = Omit<typeof corps.$inferSelect, 'grams'>

const { grams: _grams, ...columns } = getTableColumns(corps)

const status = {
  state: corps.state,
  boughtUntil: corps.boughtUntil,
  sessionsFrom: corps.sessionsFrom,
  version: statusVersion,
}
const maxKnown = 10_000

const wasInactive = or(ne(corps.state, 'active'), gt(corps.sessionsFrom, 0))

/** One array parameter, as a statement takes at most 65,535 parameters. */
function isOneOf(corpIds: readonly string[]): SQL {
  return sql`${corps.corpId} = any(${sql.param(corpIds.map(storable))}::text[])`
}

export function createCorpStore(database: Database): CorpStore {
  return {
    updateCorp: (change) => applyChange(database, change),

    async noteSeen(corpId, at) {
      const seen = await database
        .update(corps)
        .set({ lastSeenAt: sql`greatest(${corps.lastSeenAt}, ${at}::bigint)` })
        .where(eq(corps.corpId, corpId))
        .returning({ askedAt: corps.askedAt })
      if (seen[0] !== undefined) return seen[0].askedAt > 0
      await database
        .insert(corps)
        .values({
          corpId,
          admins: [],
          toldAt: 0,
          isAuthorised: true,
          authorisedAt: 0,
          isEnabled: true,
          enabledAt: 0,
          boughtAt: 0,
          since: at,
          lastSeenAt: at,
          askedAt: 0,
          missingScopes: [],
          grams: [],
        })
        .onConflictDoNothing()
      return false
    },

    async noteEsign(corpId, { name, ...facts }) {
      const verified = storableOrNull(name)
      const named = verified !== null && {
        name: sql`coalesce(${corps.name}, ${verified})`,
        grams: sql`case when ${corps.name} is null then ${gramsArray(verified)} else ${corps.grams} end`,
      }
      await database
        .update(corps)
        .set({ ...facts, ...named })
        .where(eq(corps.corpId, corpId))
    },

    async noteScopes(corpId, { missing, granted }) {
      const names = sql`select jsonb_array_elements_text(${corps.missingScopes}) as name
        except select jsonb_array_elements_text(${jsonText(granted)}::jsonb)
        union select jsonb_array_elements_text(${jsonText(missing)}::jsonb)
        order by name`
      const scopes = sql`to_jsonb(array(${names}))`
      await database
        .update(corps)
        .set({ missingScopes: scopes })
        .where(and(eq(corps.corpId, corpId), ne(corps.missingScopes, scopes)))
    },

    async noteDataDeleted(corpId, at) {
      await database.update(corps).set({ dataDeletedAt: at }).where(eq(corps.corpId, corpId))
    },

    async statusOf(corpId) {
      const [found] = await database.select(status).from(corps).where(eq(corps.corpId, corpId))
      return found ?? null
    },

    async onceInactiveAmong(corpIds) {
      if (corpIds.length === 0) return []
      return database
        .select({ corpId: corps.corpId, ...status })
        .from(corps)
        .where(and(isOneOf(corpIds), wasInactive))
    },

    async find(corpId) {
      const [found] = await database.select(columns).from(corps).where(eq(corps.corpId, corpId))
      return found ?? null
    },

    async known() {
      const ofFlows = database
        .select({ corpId: flows.corpId, usedAt: sql`max(${flows.firstSeenAt})`.as('used_at') })
        .from(flows)
        .groupBy(flows.corpId)
      const noted = database
        .select({
          corpId: corps.corpId,
          usedAt: sql`coalesce(${corps.lastSeenAt}, ${corps.since})`.as('used_at'),
        })
        .from(corps)
      const used = unionAll(noted, ofFlows).as('used')
      const found = await database
        .select({ corpId: used.corpId })
        .from(used)
        .groupBy(used.corpId)
        .orderBy(desc(sql`max(${used.usedAt})`))
        .limit(maxKnown)
      return found.map(({ corpId }) => corpId).toReversed()
    },

    async relievedBefore(at, limit) {
      const found = await database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(
          and(
            eq(corps.state, 'relieved'),
            lt(corps.authorisedAt, at),
            sql`coalesce(${corps.dataDeletedAt}, 0) < ${corps.authorisedAt}`,
          ),
        )
        .limit(limit)
      return found.map(({ corpId }) => corpId)
    },
  }
}
