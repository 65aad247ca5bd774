import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const signing = 'PRO-SANDBOX-SIGNING'

let now = Date.now()
let statements = 0
let running: SandboxedProxy
/** Another connection, whose statements are not counted. */
let look: Store

beforeAll(async () => {
  const databaseUrl = await newDatabase()
  const opened = await openStore({ databaseUrl, observe: () => (statements += 1) })
  look = await openStore({ databaseUrl })
  // Nobody works on the jobs, whose statements are no view's.
  const jobs = {
    ...opened.jobs,
    claim: () => Promise.resolve(null),
    extend: () => Promise.resolve(),
    recover: () => Promise.resolve(),
  }
  const env = { ...internal, OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }
  running = await startSandboxedProxy(env, { store: { ...opened, jobs }, now: () => now })
})

afterAll(async () => {
  await running.close()
  await look.close()
})

/**
 * Views the flow when nothing is cached any more.
 * @returns the statements that took until all of it was stored
 */
async function view(userId: string, taskId = signing): Promise<number> {
  await running.signIn(userId)
  now += 60_000
  const visits = await openings(taskId)
  statements = 0
  const answer = await running.get(`/api/flows/${taskId}`)
  expect(answer.status).toBe(200)
  await vi.waitFor(async () => {
    expect((await look.registry.flows.find(sandboxCorpId, taskId))?.confirmedAt).toBe(now)
    expect(await openings(taskId)).toBe(visits + 1)
  })
  return statements
}

async function openings(taskId: string): Promise<number> {
  const page = await look.registry.views.list(sandboxCorpId, { taskId, limit: 100 })
  return page.items.length
}

/** On a slow machine the server's own timers fall into a view, or a reading is cut short. */
function fewestOf(statementsOfViews: readonly number[]): number {
  return Math.min(...statementsOfViews)
}

describe('a view that is not cached', () => {
  it('takes at most four statements when it is the first of its contract', async () => {
    const taken = []
    for (const contract of ['SIGNING', 'EXTERNAL', 'SEAL-APPROVAL'])
      taken.push(await view('lisi', `PRO-SANDBOX-${contract}`))
    expect(fewestOf(taken)).toBeLessThanOrEqual(4)
  })

  it('takes as many when nothing has changed', async () => {
    const taken = []
    for (const userId of ['zhangsan', 'wangwu', 'qianqi']) taken.push(await view(userId))
    expect(fewestOf(taken)).toBeLessThanOrEqual(4)
  })

  it('takes five more to store a change and what follows from it', async () => {
    await running.initialise()
    const taskId = await running.start(['lisi', 'wangwu', 'zhangsan'])
    await view('qianqi', taskId)
    const taken = []
    for (const signer of ['lisi', 'wangwu', 'zhangsan']) {
      await running.sign(taskId, signer)
      taken.push(await view(signer, taskId))
    }
    expect(fewestOf(taken)).toBeLessThanOrEqual(9)
  })
})

it('a cached view takes none', async () => {
  await running.signIn('zhangsan')
  const see = async () => {
    statements = 0
    expect((await running.get(`/api/flows/${signing}`)).status).toBe(200)
    return statements
  }
  // Storing the visit drops the cached context once more.
  await vi.waitFor(async () => expect(await see()).toBe(0))
})
