import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Connect } from './database.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { Page, View, ViewJournal, ViewQuery } from './registry.ts'
import { flows, flowViews } from './schema.ts'

/** Rows that are held in memory at a time when all are read. */
const batchSize = 1000

const cursorSchema = z.tuple([z.number().int()])

/** Who opened what and when. Nothing changes or removes a row. */
export function createViewJournal(connect: Connect): ViewJournal {
  async function list(corpId: string, query: ViewQuery): Promise<Page<View>> {
    const [after] = query.cursor === undefined ? [] : decodeCursor(query.cursor, cursorSchema)
    const database = await connect()
    const rows = await database
      .select({
        id: flowViews.id,
        view: {
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
          after === undefined ? undefined : lt(flowViews.id, after),
        ),
      )
      .orderBy(desc(flowViews.id))
      .limit(query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = rows.length > query.limit ? page.at(-1) : undefined
    return {
      items: page.map(({ view }) => view),
      nextCursor: last === undefined ? null : encodeCursor([last.id]),
    }
  }

  return {
    async recordOpened(opened) {
      const database = await connect()
      await database.insert(flowViews).values(opened)
    },
    list,
    async *all(corpId, taskId) {
      let cursor: string | undefined
      do {
        const page = await list(corpId, { taskId, cursor, limit: batchSize })
        yield* page.items
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
    },
  }
}
