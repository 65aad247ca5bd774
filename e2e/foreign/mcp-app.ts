import { expect, test as base, type APIRequestContext } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { startTimeoutMs } from '../fixtures/browser-fixtures.ts'
import { AppServer } from '../servers/app-server.ts'
import { SandboxControl } from '../support/sandbox-control.ts'

/** A token that somebody has given an assistant. */
export type Token = {
  token: string
  withdraw: () => Promise<void>
}

type Fixtures = {
  /** One of the test's own, as a person's assistants may ask 60 times at once. */
  app: AppServer
  sandbox: SandboxControl
  /** Gives an assistant a token of a person; it may propose reminders. */
  tokenOf: (userId: string) => Promise<Token>
}

/** The app with assistants. */
export const test = base.extend<Fixtures>({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const app = await AppServer.start({ ASSISTANTS: 'on' })
      await provide(app)
      await app.stop()
    },
    { timeout: startTimeoutMs },
  ],
  sandbox: async ({ app }, provide) => {
    const sandbox = new SandboxControl(app.url)
    await provide(sandbox)
    await sandbox.restore()
  },
  tokenOf: async ({ app, sandbox, playwright }, provide) => {
    const people: APIRequestContext[] = []
    await provide(async (userId) => {
      const person = await playwright.request.newContext({
        baseURL: app.url,
        extraHTTPHeaders: { origin: app.url },
      })
      people.push(person)
      const authCode = await sandbox.authCode(userId)
      await person.post('/api/session', { data: { authCode, corpId: sandboxCorpId } })
      const data = { name: 'Foreign', mayRemind: true }
      const answer = await person.post('/api/me/assistants', { data })
      expect(answer.ok(), userId).toBe(true)
      const made: { id: string; token: string } = await answer.json()
      const path = `/api/me/assistants/${made.id}`
      return { token: made.token, withdraw: async () => void (await person.delete(path)) }
    })
    for (const person of people) await person.dispose()
  },
})
