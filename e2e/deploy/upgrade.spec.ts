import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { test as base } from '#e2e/fixtures/browser-fixtures.ts'
import { AppServer } from '#e2e/servers/app-server.ts'
import { copyRelease, ReleaseServer } from '#e2e/servers/release-server.ts'
import { ReverseProxy } from '#e2e/servers/reverse-proxy.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { openStart, part } from '#e2e/support/start-contract.ts'
import { startTestPostgres, type TestPostgres } from '#proxy/base/store/testing/test-postgres.ts'
import { controlOf, issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { findLost, prepareWork, type Acknowledged } from '#proxy/testing/durability/acknowledged.ts'
import { noticeSecret } from '#proxy/testing/durability/live-server.ts'
import { People } from '#proxy/testing/durability/people.ts'
import { countsOf, startWriters } from '#proxy/testing/durability/writers.ts'
import { startBalancer } from '#proxy/testing/instances/balancer.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { internalApp, startSandbox } from '#sandbox/played.ts'
import { root } from '#scripts/built-app.mjs'
import { buildBefore } from './servers/build-before.ts'
import { noteSize } from './note-size.ts'

// The release before and this one on one database, one after the other and side by side, while
// people and their pages use both.

type Builds = { before: string; after: string; name: string }

type World = {
  sandbox: Awaited<ReturnType<typeof startSandbox>>
  databaseUrl: string
  /** What people open. */
  gateway: ReverseProxy
  people: People
  start: (build: string) => Promise<AppServer>
}

const startLimitMs = 300_000

const test = base.extend<{ world: World }, { builds: Builds; postgres: TestPostgres }>({
  builds: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    async ({}, provide) => {
      const own = join(root, 'dist')
      const old = await buildBefore()
      const folder = await mkdtemp(join(tmpdir(), 'renamed-'))
      const before = old?.build ?? own
      // A page follows its release only if it has another one.
      const isOther = (await releaseOf(before)) !== (await releaseOf(own))
      const after = isOther ? own : await copyRelease(folder, 'after')
      const name = old?.name ?? 'itself, as no commit before it is here'
      await provide({ before, after, name })
      await old?.remove()
      await rm(folder, { recursive: true })
    },
    { scope: 'worker', timeout: startLimitMs },
  ],
  postgres: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    async ({}, provide) => {
      const postgres = await startTestPostgres()
      await provide(postgres)
      await postgres.stop()
    },
    { scope: 'worker', timeout: startLimitMs },
  ],
  world: async ({ postgres, client }, provide) => {
    const sandbox = await startSandbox()
    const databaseUrl = await postgres.createDatabase()
    const gateway = await ReverseProxy.start('http://127.0.0.1:1')
    const people = new People(sandbox.url)
    people.url = gateway.url
    people.origin = gateway.url
    const settings = {
      ...internal,
      DINGTALK_AGENT_ID: internalApp.agentId,
      DINGTALK_API_URL: sandbox.url,
      DINGTALK_OAPI_URL: sandbox.url,
      DATABASE_URL: databaseUrl,
      ESIGN_NOTICE_SECRET: noticeSecret,
      OPERATOR_USER_IDS: 'wangwu',
      PUBLIC_URL: gateway.url,
      SESSION_SECRET: 'a-session-secret-of-more-than-32-bytes',
    }
    const control = controlOf(sandbox.url)
    client.answer(authCodeCall, async () => ({
      ok: { code: await issueAuthCode(control, 'wangwu') },
    }))
    const running: AppServer[] = []
    const start = async (build: string) => {
      const app = await AppServer.start(settings, { build })
      running.push(app)
      gateway.target = app.url
      return app
    }
    await provide({ sandbox, databaseUrl, gateway, people, start })
    await gateway.stop()
    await Promise.all(running.map((app) => app.stop().catch(() => {})))
    await sandbox.close()
  },
})

async function releaseOf(build: string): Promise<string> {
  const page = await readFile(join(build, 'web', 'index.html'), 'utf8')
  return /<meta name="release" content="([^"]+)"/.exec(page)?.[1] ?? ''
}

const shownRelease = (page: Page) => page.locator('meta[name=release]').getAttribute('content')

/** Counts how often the page is loaded. */
function countLoads(page: Page): () => number {
  let loads = 0
  page.on('load', () => (loads += 1))
  return () => loads
}

const signing = linkTo('SIGNING')

test('one after the other and back: nothing is lost, and an open page follows', async ({
  page,
  guard,
  builds,
  world: { databaseUrl, gateway, people, start },
}) => {
  // Between two servers, nobody answers.
  guard.allow(/Failed to load resource/, /ERR_/)
  const [before, after] = [await releaseOf(builds.before), await releaseOf(builds.after)]
  let app = await start(builds.before)
  const work = await prepareWork(people)
  const loads = countLoads(page)
  await page.goto(gateway.url + signing)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const acknowledged: Acknowledged[] = []
  for (const [build, release] of [
    [builds.after, after],
    [builds.before, before],
  ] as const) {
    const writers = startWriters(work)
    await writers.more(30)
    const loadsBefore = loads()
    await app.stop()
    app = await start(build)
    await writers.more(30)
    await writers.stop()
    acknowledged.push(...writers.acknowledged)
    await expect.poll(() => shownRelease(page)).toBe(release)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect.poll(loads).toBe(loadsBefore + 1)
    expect(await findLost(work, databaseUrl, acknowledged)).toEqual([])
  }
  noteSize(`from ${builds.name} and back: ${countsOf(acknowledged)}; 0 lost`)
  await page.goto('about:blank')
})

test('side by side: nothing is lost, each tells the other, and a page is reloaded once for each', async ({
  page,
  context,
  guard,
  builds,
  world: { sandbox, databaseUrl, gateway, people, start },
}) => {
  // Each build lacks the parts that a page of the other one loads later.
  guard.allow(/Failed to load resource/, /ERR_/, /Refused to apply style/)
  const [before, after] = [await releaseOf(builds.before), await releaseOf(builds.after)]
  const old = await start(builds.before)
  await page.clock.install()
  const loads = countLoads(page)
  await page.goto(gateway.url + signing)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const next = await start(builds.after)
  const balancer = await startBalancer([old.url, next.url])
  people.url = balancer.url
  const work = await prepareWork(people)
  const writers = startWriters(work)
  const other = await context.newPage()
  await other.goto(gateway.url + signing)
  expect(await shownRelease(other)).toBe(after)

  const leadTo = (app: AppServer) => {
    gateway.target = app.url
    gateway.breakConnections()
  }
  const answerOf = (release: string) =>
    page.waitForResponse((answer) => answer.headers()['x-release'] === release)
  leadTo(next)
  await expect.poll(loads).toBe(2)
  expect(await shownRelease(page)).toBe(after)
  leadTo(old)
  await expect.poll(loads).toBe(3)
  expect(await shownRelease(page)).toBe(before)
  const seen = answerOf(after)
  leadTo(next)
  await seen
  await page.clock.runFor(10_000)
  expect(loads()).toBe(3)

  // The page has answers of the one, and the notice comes to the other.
  const advance = `${sandbox.url}/_sandbox/flows/PRO-SANDBOX-SIGNING/advance`
  expect((await fetch(advance, { method: 'POST' })).ok).toBe(true)
  people.url = old.url
  const notice = { action: 'SIGN', taskId: 'PRO-SANDBOX-SIGNING', bizData: { status: 'RUNNING' } }
  await people.post('', `/callbacks/esign/${noticeSecret}`, notice)
  for (const shown of [page, other])
    await expect(shown.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  people.url = balancer.url
  await writers.more(30)
  await writers.stop()
  expect(await findLost(work, databaseUrl, writers.acknowledged)).toEqual([])
  noteSize(`beside ${builds.name}: ${countsOf(writers.acknowledged)}; 0 lost`)
  for (const shown of [page, other]) await shown.goto('about:blank')
  await balancer.close()
})

test.describe('a page that somebody uses', () => {
  const releases = base.extend<{ releases: ReleaseServer }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    releases: async ({}, provide) => {
      const server = await ReleaseServer.start()
      await provide(server)
      await server.stop()
    },
    baseURL: async ({ releases: { url } }, provide) => provide(url),
  })

  releases.beforeEach(({ client, guard, releases: server }) => {
    server.giveCodes(client, 'zhangsan')
    // Each release has its own sessions, and lacks the files of the one before.
    guard.allow(/Failed to load resource/, /ERR_/, /dynamically imported module/)
  })

  releases('is not reloaded while somebody types', async ({ page, releases: server }) => {
    const loads = countLoads(page)
    await page.clock.install()
    await page.goto('/?scope=started')
    await expect(page.getByTestId('flow-row').first()).toBeVisible()
    const own = await shownRelease(page)
    await searchField(page).fill('采购')
    const ofSecond = page.waitForResponse(
      (answer) => ![own, undefined].includes(answer.headers()['x-release']),
    )
    await server.release('second')
    await ofSecond
    await page.clock.runFor(10_000)
    await expect(searchField(page)).toHaveValue('采购')
    expect(loads()).toBe(1)
    await searchField(page).fill('')
    await searchField(page).blur()
    await page.clock.runFor(10_000)
    await expect.poll(() => shownRelease(page)).not.toBe(own)
    await expect.poll(loads).toBe(2)
    await page.goto('about:blank')
  })

  releases(
    'is reloaded once for a part whose file is gone, and keeps what was typed',
    async ({ page, releases: server }) => {
      const loads = countLoads(page)
      // What sheets are made of has not come before the update.
      const animatedParts = /\/assets\/animated-parts-/
      await page.route(animatedParts, (route) => route.abort())
      const refused = page.waitForEvent('requestfailed', (request) =>
        animatedParts.test(request.url()),
      )
      await openStart(page)
      await refused
      const own = await shownRelease(page)
      const title = page.getByLabel('合同名称', { exact: true })
      await title.fill('年度采购')
      await server.release('second')
      await page.unroute(animatedParts)
      const signers = part(page, 'signers')
      await signers.getByRole('button', { name: '添加外部人员' }).click()
      await expect.poll(() => shownRelease(page)).not.toBe(own)
      await expect(title).toHaveValue('年度采购')
      await expect.poll(loads).toBe(2)
      await signers.getByRole('button', { name: '添加外部人员' }).click()
      await expect(page.getByRole('dialog', { name: '添加外部人员' })).toBeVisible()
      await page.goto('about:blank')
    },
  )
})
