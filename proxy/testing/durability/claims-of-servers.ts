import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

/** Claims on jobs by server, so that those of a killed one can be ended before their lease. */
export type ClaimsOfServers = {
  /** @param server the `application_name` of the connections of a server that is dead */
  endOf(server: string): Promise<void>
}

/** The claims themselves do not say whose they are. */
const noting = `
  create table noted_claims (claim text primary key, server text not null);
  create function note_claim() returns trigger language plpgsql as $$
    begin
      insert into noted_claims values (new.claim, current_setting('application_name'))
        on conflict do nothing;
      return null;
    end
  $$;
  create trigger note_claim after update of claim on jobs
    for each row when (new.claim is not null) execute function note_claim()`

/** @param database a connection to the servers' database, before they start */
export async function noteClaims(database: Client): Promise<ClaimsOfServers> {
  await database.query(noting)

  /** Postgres finishes the statements that a server had sent when it was killed. */
  async function isConnected(server: string): Promise<boolean> {
    const open = 'select from pg_stat_activity where application_name = $1'
    return ((await database.query(open, [server])).rowCount ?? 0) > 0
  }

  return {
    async endOf(server) {
      while (await isConnected(server)) await sleep(10)
      const { rows } = await database.query(
        `select id, claim from jobs join noted_claims using (claim)
          where server = $1 and state in ('waiting', 'calling')`,
        [server],
      )
      // Row by row: a statement that locks several rows can deadlock with a server's.
      for (const { id, claim } of rows) {
        await database.query(
          'update jobs set claimed_until = 0 where id = $1 and claim = $2 and claimed_until > 0',
          [id, claim],
        )
      }
    },
  }
}
