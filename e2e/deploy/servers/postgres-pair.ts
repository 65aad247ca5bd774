import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { engineUser, DebianPostgres, postgresPrograms } from './debian-postgres.ts'
import { adapted, recipe } from './recipe.ts'

const joinLimitMs = 60_000

/**
 * Two servers of Debian's Postgres with the recipe of docs/deployment.md, the second a standby of the
 * first that has all it has acknowledged.
 */
export class PostgresPair {
  primary: DebianPostgres
  standby: DebianPostgres

  private constructor(primary: DebianPostgres, standby: DebianPostgres) {
    this.primary = primary
    this.standby = standby
  }

  static async start(): Promise<PostgresPair> {
    const [one, other] = [await DebianPostgres.create(), await DebianPostgres.create()]
    const pair = new PostgresPair(one, other)
    await one.initialise()
    await one.set(recipe('ini', 'synchronous_commit = remote_apply'))
    await one.start()
    await other.emptyData()
    await pair.#run(recipe('sh', 'pg_basebackup'))
    await other.start()
    await pair.#waitForStandby()
    return pair
  }

  /** Ends the primary like the loss of its machine. */
  killPrimary(): Promise<void> {
    return this.primary.kill()
  }

  /** Makes the standby the primary. */
  async promote(): Promise<void> {
    await this.#run(recipe('sh', 'pg_promote'))
    const { primary, standby } = this
    this.primary = standby
    this.standby = primary
  }

  /** Makes the old primary the standby of the new one. */
  async rejoin(): Promise<void> {
    await this.#run(recipe('sh', 'pg_rewind'))
    await this.standby.start()
    await this.#waitForStandby()
  }

  async remove(): Promise<void> {
    await Promise.all([this.standby.remove(), this.primary.remove()])
  }

  /** From then on, only what the standby has too is acknowledged. */
  async #waitForStandby(): Promise<void> {
    await this.#waitFor('state', 'streaming')
    await this.#run(recipe('sh', 'alter system set synchronous_standby_names'))
    await this.#waitFor('sync_state', 'sync')
  }

  async #waitFor(column: string, wanted: string): Promise<void> {
    const lastly = performance.now() + joinLimitMs
    for (;;) {
      const rows = await this.primary.ask<{ found: string }>(
        `select ${column} as found from pg_stat_replication`,
      )
      if (rows.some(({ found }) => found === wanted)) return
      if (performance.now() > lastly) throw new Error(`The standby is not ${wanted}.`)
      await pause(50)
    }
  }

  /** Runs a block with the servers in place of those of the page. */
  async #run(text: string): Promise<void> {
    const ours = `host=127.0.0.1 port=${this.primary.port}`
    const places = {
      'host=10.0.0.11 port=5432': ours,
      'host=10.0.0.12 port=5432': ours,
      'user=replicator': 'user=esign',
      'user=postgres': 'user=esign',
    }
    const used = Object.entries(places).filter(([place]) => text.includes(place))
    const isOfStandby = text.includes('pg_promote')
    const { port, folder } = isOfStandby ? this.standby : this.primary
    await promisify(execFile)('sh', ['-euc', adapted(text, Object.fromEntries(used))], {
      ...engineUser(),
      cwd: folder,
      env: {
        PATH: `${postgresPrograms()}:${process.env['PATH']}`,
        PGDATA: this.standby.data,
        PGHOST: '127.0.0.1',
        PGPORT: String(port),
        PGUSER: 'esign',
        PGDATABASE: 'postgres',
      },
    })
  }
}
