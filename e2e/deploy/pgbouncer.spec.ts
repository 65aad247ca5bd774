import { expect, test as base } from '@playwright/test'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { findLost } from '#proxy/testing/durability/acknowledged.ts'
import { noticeSecret } from '#proxy/testing/durability/live-server.ts'
import { countsOf, startWriters } from '#proxy/testing/durability/writers.ts'
import { DebianPostgres } from './servers/debian-postgres.ts'
import { launchBuilt, startLive } from './servers/live-run.ts'
import { startPgBouncer } from './servers/pgbouncer.ts'
import { noteSize } from './note-size.ts'

// Debian's PgBouncer between the app and Debian's Postgres.

const test = base.extend<{ postgres: DebianPostgres }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
  postgres: async ({}, provide) => {
    const postgres = await DebianPostgres.create()
    await postgres.initialise()
    await postgres.start()
    await provide(postgres)
    await postgres.remove()
  },
})

/** `EX_CONFIG` of sysexits. */
const wrongSettings = 78

test('two instances behind session pooling keep what they acknowledge, and tell each other', async ({
  postgres,
}) => {
  const bouncer = await startPgBouncer(postgres)
  const live = await startLive({ DATABASE_URL: bouncer.url })
  const other = await launchBuilt(live.sandboxUrl, { DATABASE_URL: bouncer.url })
  expect(await other.server.ready, other.server.output()).toBe(true)
  const headers = { cookie: live.people.cookieOf('wangwu') }
  const page = await listenToEvents(`${other.server.url}/api/events`, headers)
  expect(page.status).toBe(200)
  const writers = startWriters(live.work)
  await writers.more(100)
  await writers.stop()
  const notice = { action: 'SIGN', taskId: 'PRO-SANDBOX-SIGNING', bizData: { status: 'FINISH' } }
  await live.people.post('', `/callbacks/esign/${noticeSecret}`, notice)
  await expect.poll(() => JSON.stringify(page.events)).toContain('PRO-SANDBOX-SIGNING')
  expect(await findLost(live.work, postgres.url, writers.acknowledged)).toEqual([])
  noteSize(countsOf(writers.acknowledged))
  page.leave()
  await other.close()
  await live.close()
  await bouncer.stop()
})

const inMode = (mode: string) => (settings: string) =>
  settings.replace('pool_mode = session', `pool_mode = ${mode}`)

for (const mode of ['transaction', 'statement'])
  test(`the app refuses to start behind ${mode} pooling, and says why`, async ({ postgres }) => {
    const bouncer = await startPgBouncer(postgres, inMode(mode))
    const launched = await launchBuilt('http://127.0.0.1:1', {
      DATABASE_URL: bouncer.url,
    })
    const { server } = launched
    expect(await server.ready).toBe(false)
    expect(server.child.exitCode).toBe(wrongSettings)
    expect(server.output()).toContain('Set pool_mode = session for this database')
    await launched.close()
    await bouncer.stop()
  })

test('an app that was there before its database refuses it behind transaction pooling', async ({
  postgres,
}) => {
  const bouncer = await startPgBouncer(postgres, inMode('transaction'))
  await postgres.stop()
  const launched = await launchBuilt('http://127.0.0.1:1', { DATABASE_URL: bouncer.url })
  const { server } = launched
  const answers = (path: string) =>
    fetch(server.url + path).then(
      ({ status }) => status,
      () => null,
    )
  await expect.poll(() => answers('/healthz')).toBe(200)
  await postgres.start()
  await expect
    .poll(() => server.output(), { timeout: 60_000 })
    .toContain('Set pool_mode = session for this database')
  expect(await answers('/readyz')).toBe(503)
  await launched.close()
  await bouncer.stop()
})
