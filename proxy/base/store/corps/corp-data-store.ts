import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#proxy/base/store/database.ts'
import { corpTokens } from './corp-schema.ts'

export type CorpDataStore = {
  /**
   * All but its state and its orders.
   * @returns the number of rows
   */
  delete(corpId: string): Promise<number>
}

/** The organisation itself, and the operator's accounting. */
const kept = new Set(['corps', 'orders'])

const batchSize = 2_000

const tablesSchema = z.object({ rows: z.array(z.object({ name: z.string() })) })
const deletedSchema = z.object({ rows: z.tuple([z.object({ deleted: z.coerce.number() })]) })

export function createCorpDataStore(database: Database): CorpDataStore {
  return {
    async delete(corpId) {
      // Finds every table with the column, including future ones.
      const answer = await database.execute(sql`
        select c.table_name as name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = current_schema() and c.column_name = 'corp_id'
          and t.table_type = 'BASE TABLE'`)
      const tables = tablesSchema.parse(answer).rows.filter(({ name }) => !kept.has(name))
      await database.execute(sql`
        delete from ${corpTokens} where right(${corpTokens.name}, length(${corpId}) + 1) = ' ' || ${corpId}`)
      let rows = 0
      for (const { name } of tables) {
        const table = sql.identifier(name)
        let deleted = batchSize
        while (deleted === batchSize) {
          // In parts, so that locks are short.
          const some = await database.execute(sql`
            with gone as (
              delete from ${table} where ctid = any(array(
                select ctid from ${table} where corp_id = ${corpId} limit ${batchSize}
              )) returning 1
            )
            select count(*) as deleted from gone`)
          deleted = deletedSchema.parse(some).rows[0].deleted
          rows += deleted
        }
      }
      return rows
    },
  }
}
