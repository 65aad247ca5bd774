import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { root } from './built-app.mjs'

const folder = join(root, 'proxy', 'base', 'store', 'migrations')

/**
 * The module with the migrations. They are embedded because the built server consists only of
 * scripts, without SQL files.
 */
export const migrationsModule = join(root, 'proxy', 'base', 'store', 'migrations.ts')

/**
 * The migrations that drizzle-kit wrote, as a TypeScript module.
 * @returns {Promise<string>}
 */
export async function embedMigrations() {
  /** @type {{ entries: { tag: string }[] }} */
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))
  const migrations = journal.entries.map(({ tag }) => {
    const sql = readFileSync(join(folder, `${tag}.sql`), 'utf8')
    const statements = sql.split('--> statement-breakpoint').map((statement) => statement.trim())
    return { name: tag, statements }
  })
  const source = `// Written by "npm run db:generate" from ./migrations; do not edit.
    import type { Migration } from './migrate.ts'

    export const migrations: readonly Migration[] = ${JSON.stringify(migrations)}`
  const options = await resolveConfig(migrationsModule)
  return format(source, { ...options, parser: 'typescript' })
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  writeFileSync(migrationsModule, await embedMigrations())
}
