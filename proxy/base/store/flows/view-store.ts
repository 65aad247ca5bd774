import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#proxy/base/store/database.ts'
import { decodeCursor, encodeCursor, pageOf, type CursorPage } from '#proxy/base/store/cursor.ts'
import { contains } from '#proxy/base/store/columns.ts'
import { flows, flowViews } from '#proxy/base/store/schema.ts'
import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type ViewStore = {
  recordOpened(opened: FlowOpening): Promise<void>
  /** @returns a cursor after which are all entries recorded earlier */
  record(entry: AuditEntry): Promise<string>
  /**
   * Newest first.
   * @throws ProblemError `invalid-request` for a cursor that is not ours
   */
  list(corpId: string, query: ViewQuery): Promise<CursorPage<View>>
  all(corpId: string, query?: Omit<ViewQuery, 'limit'>): AsyncIterable<View>
}

export type FlowOpening = {
  corpId: string
  taskId: string
  userId: string
  name: string
  at: EpochMs
  /** Whether a signed link alone let the user see it. */
  byLink: boolean
}

export type AuditEntry = Omit<FlowOpening, 'taskId'> & {
  kind: AuditKind
  /** Null if it was not about one flow. */
  taskId: string | null
  /** See `AuditKind`. */
  detail: string | null
}

export type View = Omit<AuditEntry, 'corpId'> & {
  title: string | null
}

export type ViewQuery = {
  taskId?: string | undefined
  kind?: AuditKind | undefined
  name?: string | undefined
  /** Begins with the entries after it. */
  cursor?: string | undefined
  limit: number
}

/** Rows held in memory at a time. */
const batchSize = 1000

const cursorSchema = z.tuple([z.number().int()])

/** The audit. Rows are never changed, and deleted only with all data of their organisation. */
export function createViewStore(database: Database): ViewStore {
  async function list(corpId: string, query: ViewQuery): Promise<CursorPage<View>> {
    const [after] = decodeCursor(query.cursor, cursorSchema) ?? []
    const rows = await database
      .select({
        id: flowViews.id,
        view: {
          kind: flowViews.kind,
          detail: flowViews.detail,
          taskId: flowViews.taskId,
          userId: flowViews.userId,
          name: flowViews.name,
          at: flowViews.at,
          byLink: flowViews.byLink,
          title: flows.title,
        },
      })
      .from(flowViews)
      .leftJoin(flows, and(eq(flows.corpId, flowViews.corpId), eq(flows.taskId, flowViews.taskId)))
      .where(
        and(
          eq(flowViews.corpId, corpId),
          query.taskId === undefined ? undefined : eq(flowViews.taskId, query.taskId),
          query.kind === undefined ? undefined : eq(flowViews.kind, query.kind),
          contains(flowViews.name, query.name),
          after === undefined ? undefined : lt(flowViews.id, after),
        ),
      )
      .orderBy(desc(flowViews.id))
      .limit(query.limit + 1)
    const page = pageOf(rows, query.limit, ({ id }) => [id])
    return { ...page, items: page.items.map(({ view }) => view) }
  }

  async function add(entry: AuditEntry): Promise<number> {
    const [written] = await database.insert(flowViews).values(entry).returning({ id: flowViews.id })
    if (written === undefined) throw new Error('an insert returned no row')
    return written.id
  }

  return {
    async recordOpened(opened) {
      await add({ kind: 'flow-opened', detail: null, ...opened })
    },
    record: async (entry) => encodeCursor([await add(entry)]),
    list,
    all: (corpId, query) => allViews({ list }, corpId, query),
  }
}

export async function* allViews(
  journal: Pick<ViewStore, 'list'>,
  corpId: string,
  query: Omit<ViewQuery, 'limit'> = {},
): AsyncIterable<View> {
  let { cursor } = query
  do {
    const page = await journal.list(corpId, { ...query, cursor, limit: batchSize })
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
