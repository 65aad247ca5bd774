import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'

/** A database's columns, indexes, constraints and sequences, a line each, whatever their order. */
export async function shapeOf(database: Database): Promise<string[]> {
  const rows = await database.select({ line: sql<string>`line` }).from(
    sql`(
        select concat_ws(' ', relname || '.' || attname, format_type(atttypid, atttypmod),
          attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid)) as line
        from pg_attribute join pg_class on pg_class.oid = attrelid
          left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relkind = 'r' and relnamespace = 'public'::regnamespace
          and attnum > 0 and not attisdropped
        union all select indexdef from pg_indexes where schemaname = 'public'
        union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
        union all select concat_ws(' ', sequencename, data_type, start_value, min_value, max_value,
          increment_by, cycle, cache_size)
        from pg_sequences where schemaname = 'public'
      ) as shape`,
  )
  return rows.map(({ line }) => line).toSorted()
}
