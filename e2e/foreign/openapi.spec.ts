import { execFile } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test as base } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { startTimeoutMs } from '../fixtures/browser-fixtures.ts'
import { AppServer } from '../servers/app-server.ts'
import { SandboxControl } from '../support/sandbox-control.ts'
import { folder } from './install.ts'

// What Redocly's tools think of /openapi.json: that it is well made, and that the app does as it
// says.

const secret = 'a-secret-of-another-system-with-32-bytes'

const test = base.extend<object, { app: AppServer }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const app = await AppServer.start({
        // As of a real app: Redocly does not like localhost.
        PUBLIC_URL: 'https://contracts.test',
        FLOW_LINK_SECRET: secret,
        ASSISTANTS: 'on',
      })
      await provide(app)
      await app.stop()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
})

/** @returns what it printed, and whether it was content */
function redocly(words: readonly string[], cwd: string): Promise<{ ok: boolean; said: string }> {
  const program = join(folder, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js')
  const env = {
    ...process.env,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    NO_COLOR: '1',
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd, env }, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: stdout + stderr }),
    )
  })
}

async function save(app: AppServer, file: string): Promise<void> {
  const answer = await fetch(`${app.url}/openapi.json`)
  await writeFile(file, await answer.text())
}

test('Redocly finds nothing to mend in it', async ({ app }, testInfo) => {
  await save(app, testInfo.outputPath('openapi.json'))
  const words = ['lint', 'openapi.json', '--extends=recommended-strict']
  const { ok, said } = await redocly(words, testInfo.outputPath())
  expect(ok, said).toBe(true)
})

type Step = {
  stepId: string
  operationId: string
  parameters: { name: string; value: string }[]
  requestBody: { payload: { corpId?: string } }
}

/** How the steps are signed that are not signed as they should be. */
const signedOtherwise: Record<string, { by?: string; secondsAgo?: number; taskId?: string }> = {
  'signed-by-another': { by: 'another-secret-of-at-least-32-bytes!' },
  'list-by-another': { by: 'another-secret-of-at-least-32-bytes!' },
  'signed-too-long-ago': { secondsAgo: 301 },
  'signed-for-another-contract': { taskId: 'PRO-SANDBOX-COMPLETED' },
}

function signatureOf({ stepId, parameters, requestBody: { payload } }: Step): string {
  const named = parameters.find(({ name }) => name === 'taskId')?.value ?? '*'
  const { by = secret, secondsAgo = 0, taskId = named } = signedOtherwise[stepId] ?? {}
  const seconds = Math.floor(Date.now() / 1000) - secondsAgo
  const digest = createHash('sha256').update(JSON.stringify(payload)).digest('hex')
  const text = ['register', payload.corpId, taskId, seconds, digest].join('\n')
  return `1.${seconds}.${createHmac('sha256', by).update(text).digest('base64url')}`
}

async function tokenOf(app: AppServer, userId: string): Promise<string> {
  const authCode = await new SandboxControl(app.url).authCode(userId)
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const session = await post('/api/session', { authCode, corpId: sandboxCorpId })
  const cookie = session.headers.getSetCookie().map((each) => each.split(';')[0])
  const made = await post('/api/me/assistants', { name: 'Redocly' }, cookie.join('; '))
  const { token }: { token: string } = await made.json()
  return token
}

test('the app does what it says, by Redocly', async ({ app }, testInfo) => {
  const workflows = fileURLToPath(new URL('other-systems.arazzo.yaml', import.meta.url))
  await save(app, testInfo.outputPath('openapi.json'))
  const bundling = ['bundle', workflows, '--output', 'workflows.json']
  const bundled = await redocly(bundling, testInfo.outputPath())
  expect(bundled.ok, bundled.said).toBe(true)
  const text = await readFile(testInfo.outputPath('workflows.json'), 'utf8')
  const described: { workflows: { steps: Step[] }[] } = JSON.parse(text)
  const steps = described.workflows.flatMap((workflow) => workflow.steps)
  const signed = steps.filter(({ operationId }) => operationId.startsWith('register'))
  const inputs = {
    ...Object.fromEntries(signed.map((step) => [step.stepId, signatureOf(step)])),
    'long-title': '长'.repeat(32 * 1024),
    token: `Bearer ${await tokenOf(app, 'lisi')}`,
  }
  const words = ['respect', 'workflows.json', '--input', JSON.stringify(inputs)]
  const server = ['--server', `app=${app.url}`]
  const { ok, said } = await redocly([...words, ...server], testInfo.outputPath())
  expect(ok, said).toBe(true)
})
