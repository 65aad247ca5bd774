import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { findLost } from '#proxy/testing/durability/acknowledged.ts'
import { countsOf, startWriters } from '#proxy/testing/durability/writers.ts'
import { DebianPostgres, postgresPrograms } from './servers/debian-postgres.ts'
import { startLive } from './servers/live-run.ts'
import { recipe } from './servers/recipe.ts'
import { noteSize } from './note-size.ts'

// The documented dump, by Debian's pg_dump and psql, of Debian's Postgres. The app's own Postgres
// has a newer version, for which Debian has no client.

test('a dump restores everything, also over what was written after it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dump-'))
  const postgres = await DebianPostgres.create()
  await postgres.initialise()
  await postgres.start()
  // The recipe reaches a socket in this folder, as that of the app's own Postgres.
  await symlink(postgres.folder, join(folder, 'postgres'))
  const live = await startLive({ DATABASE_URL: postgres.url })
  const run = (text: string) =>
    promisify(execFile)('sh', ['-euc', text], {
      cwd: folder,
      env: {
        DATA_DIR: folder,
        PGPORT: String(postgres.port),
        PATH: `${postgresPrograms()}:${process.env['PATH']}`,
      },
    })

  const writers = startWriters(live.work)
  await writers.more(100)
  await writers.stop()
  const tables = await tablesOf(postgres)
  await run(recipe('sh', 'pg_dump'))

  const later = startWriters(live.work)
  await later.more(20)
  await later.stop()
  await run(recipe('sh', 'drop schema public'))
  await live.restart()
  expect(await tablesOf(postgres)).toEqual(tables)
  expect(await findLost(live.work, postgres.url, writers.acknowledged)).toEqual([])
  const notices = (all: typeof writers.acknowledged) => all.filter(({ kind }) => kind === 'notice')
  const lost = await findLost(live.work, postgres.url, notices(later.acknowledged))
  expect(lost).toHaveLength(notices(later.acknowledged).length)
  noteSize(`${countsOf(writers.acknowledged)}; ${tables.length} tables and indexes`)
  await live.close()
  await postgres.remove()
  await rm(folder, { recursive: true })
})

async function tablesOf(postgres: DebianPostgres): Promise<string[]> {
  const rows = await postgres.ask<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace order by 1",
  )
  return rows.map(({ name }) => name)
}
