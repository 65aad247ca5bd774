import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { noticeSecret } from '#proxy/testing/durability/live-server.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandbox } from '#sandbox/played.ts'
import { root } from '#scripts/built-app.mjs'
import { startContainer } from './servers/container.ts'
import { DebianPostgres } from './servers/debian-postgres.ts'
import { buildImage, configOf, withFilesOf, type Image } from './servers/image.ts'
import { documented } from './documented.ts'
import { noteSize } from './note-size.ts'

// The Dockerfile, built and run by Debian's buildah, which needs no daemon.

const buildLimitMs = 900_000

/** The id of the user `node`. */
const nodeUser = 1000

type Settings = Record<string, string>

const test = base.extend<{ settings: Settings }, { image: Image }>({
  image: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    async ({}, provide) => {
      const image = await buildImage()
      await provide(image)
      await image.remove()
    },
    { scope: 'worker', timeout: buildLimitMs },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
  settings: async ({}, provide) => {
    const sandbox = await startSandbox()
    await provide({
      ...internal,
      DINGTALK_API_URL: sandbox.url,
      DINGTALK_OAPI_URL: sandbox.url,
      PUBLIC_URL: 'https://contracts.example',
      SESSION_SECRET: 'a-session-secret-of-more-than-32-bytes',
      ESIGN_NOTICE_SECRET: noticeSecret,
    })
    await sandbox.close()
  },
})

test('has what runs, and nothing that was there to build it', async ({ image }) => {
  expect(await configOf(image.name)).toMatchObject({ User: 'node' })
  await withFilesOf(image.name, async (files) => {
    const has = (path: string) =>
      access(join(files, path)).then(
        () => true,
        () => false,
      )
    expect(await has('app/dist/proxy/server.js')).toBe(true)
    expect(await has('app/node_modules/hono')).toBe(true)
    // What the documentation calls.
    for (const path of ['doctor.mjs', 'explain-error.mjs'])
      expect(await has(`app/scripts/${path}`), path).toBe(true)
    for (const path of ['app/node_modules/vite', 'app/.env', 'app/web'])
      expect(await has(path), path).toBe(false)
    // Where a file was lent to the build, an empty one is left.
    for (const path of ['root/.npmrc', 'run/certificates.pem'])
      expect(await readFile(join(files, path), 'utf8').catch(() => ''), path).toBe('')
  })
  noteSize(`${image.size} MB, of which the base is ${image.baseSize}`)
})

test('runs as its user on its own Postgres, is healthy, and stops in order', async ({
  image,
  settings,
}) => {
  const container = await startContainer(image.name, settings)
  expect(container.userId).toBe(nodeUser)
  expect(await container.checkHealth()).toBe(0)
  expect(await container.has('/data/postgres/postmaster.pid')).toBe(true)
  noteSize(`ready after ${Math.round(container.readyAfterMs)} ms`)
  const { command } = await documented(root, 'deployment.md')
  const doctor = command('docker exec CONTAINER ').replace('docker exec CONTAINER ', '')
  const tried = await container.exec(doctor)
  expect(tried.output).toMatch(/DingTalk accepts the app|钉钉接受应用/)
  const explain = command('docker exec --interactive CONTAINER ')
    .replace('docker exec --interactive CONTAINER ', '')
    .replace(' < stack.txt', '')
  const stack = 'at x (https://contracts.example/:1:1)'
  expect((await container.exec(explain, stack)).code).toBe(0)
  expect(await container.stop()).toBe(0)
  expect(container.output()).toContain('"signal":"SIGTERM"')
  // Its Postgres has removed the file of its process.
  expect(await container.has('/data/postgres/PG_VERSION')).toBe(true)
  expect(await container.has('/data/postgres/postmaster.pid')).toBe(false)
  expect(await container.checkHealth()).toBe(1)
  await container.remove()
})

test('runs with DATABASE_URL, without data of its own', async ({ image, settings }) => {
  const postgres = await DebianPostgres.create()
  await postgres.initialise()
  await postgres.start()
  const env = { ...settings, DATABASE_URL: postgres.url }
  const container = await startContainer(image.name, env)
  expect(await container.checkHealth()).toBe(0)
  const [row] = await postgres.ask<{ count: string }>('select count(*) from applied_migrations')
  expect(Number(row?.count)).toBeGreaterThan(0)
  expect(await container.stop()).toBe(0)
  expect(await container.has('/data/postgres')).toBe(false)
  await container.remove()
  await postgres.remove()
})
