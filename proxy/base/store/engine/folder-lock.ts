import type { Client } from 'pg'
import { lockKeys } from '#proxy/base/store/advisory-locks.ts'

/**
 * The lock ends with the process.
 * @returns null if it is ours, otherwise the process that holds it
 */
export async function lockFolder(client: Client): Promise<string | null> {
  const locked = await client.query<{ is_ours: boolean }>(
    'select pg_try_advisory_lock($1) as is_ours',
    [lockKeys.folder],
  )
  if (locked.rows[0]?.is_ours === true) return null
  const holders = await client.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objid = $1`,
    [lockKeys.folder],
  )
  return holders.rows[0]?.application_name ?? 'another process'
}

/** Application name that identifies the holder of the lock. */
export const ownName = `process ${process.pid}`
