import { Hono } from 'hono'
import { z } from 'zod'
import type { Flow } from '#shared/rules/flow.ts'
import { answerProblem } from '#proxy/base/http/answer-problem.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { createDownloadPlaces } from '#proxy/base/limits/download-places.ts'
import { createLogger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { createFlowAccess } from '#proxy/features/access/flow-access.ts'
import { createFlowLinks } from '#proxy/features/access/flow-links.ts'
import { createFinder } from '#proxy/features/finder/finder.ts'
import { createTools } from '#proxy/features/assistants/tools.ts'
import { archiveRoutes } from '#proxy/features/flows/export/archive-routes.ts'
import { exportRoutes } from '#proxy/features/flows/export/export-routes.ts'
import { createFlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { createFlowOpener } from '#proxy/features/flows/read/flow-opener.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { stillSees } from '#proxy/features/outbox/receivers.ts'
import { answerQuestion } from '#proxy/features/robot/robot-answer.ts'
import { createRoles } from '#proxy/features/session/roles.ts'

/** An administrator by the settings alone. */
export const adminBySettings = 'settings'

export type Mode = 'participants' | 'corp'

/** The time of all clocks. */
export const worldTime = 1_700_000_000_000

const now = () => worldTime
const publicUrl = 'https://contracts.example.com'
const never = () => Promise.reject(new Error('nobody asks for this here'))
const forbidden: readonly string[] = ['flow-forbidden', 'link-invalid']

/**
 * The ways in which a person gets to see contracts, each as the app answers them, on one store.
 * @param readings what e签宝 says of each contract, by its task id
 */
export function createWays(store: Store, mode: Mode, readings: ReadonlyMap<string, Flow>) {
  const { registry, events } = store
  const log = createLogger('silent')
  const times = { now, monotonic: now }
  const roles = createRoles({
    adminUserIds: new Set([adminBySettings]),
    operatorUserIds: new Set(),
  })
  const links = createFlowLinks({ secrets: ['s'.repeat(32)], publicUrl, now })
  // The store of a busy machine may be slow.
  const storeMs = 60_000
  const book = registry.access
  const access = createFlowAccess({ mode, roles, links, book, events, log, ...times, storeMs })
  const contexts = { registry, access, events, log, ...times, storeMs } as const
  const flowContexts = createFlowContexts(contexts)

  async function read(_corpId: string, taskId: string): Promise<FlowReading> {
    const flow = readings.get(taskId)
    if (flow === undefined) throw new ProblemError('flow-not-found', 'There is no such flow.')
    const section = new ProblemError('upstream-timeout', 'This part failed.')
    return { flow, signers: section, approvals: section, fetchedAt: now(), order: null }
  }

  const opening = { access, flows: { read }, flowContexts, roles, canNotify: true, log, ...times }
  const opener = createFlowOpener(opening)
  const finder = createFinder({
    flowContexts,
    opener,
    roles,
    isKnown: async (corpId, taskId) => (await registry.flows.find(corpId, taskId)) !== null,
    now,
  })
  const auditLog = { note: () => Promise.resolve() }
  const asked: string[] = []
  const archive = archiveRoutes({
    esign: {
      getDocuments: (_corpId, taskId) => {
        asked.push(taskId)
        return Promise.resolve([])
      },
    },
    storage: { get: never },
    auditLog,
    access,
    flowContexts,
    places: createDownloadPlaces(false),
    tickets: {
      issue: () => {
        throw new Error('nobody asks for a ticket here')
      },
      read: () => null,
    },
    publicUrl,
    timeZone: 'Asia/Shanghai',
    log,
    now,
  })

  /** The routes of files, as this person. */
  function routesOf(session: SessionClaims) {
    return new Hono<AppEnv>()
      .onError(answerProblem)
      .use(async (c, next) => {
        c.set('session', session)
        await next()
      })
      .route('/', exportRoutes({ flowContexts, now }, auditLog))
      .route('/', archive)
  }

  const toolsOf = (asker: SessionClaims) =>
    createTools(
      {
        finder,
        proposals: { propose: never },
        proofs: { check: never },
        auditLog,
        roles,
        publicUrl,
        log,
      },
      { kind: 'person', asker, assistant: 'Helper', mayRemind: false, key: null },
      'request',
    )

  const frame = { publicUrl, timeZone: 'Asia/Shanghai', language: 'zh' } as const

  return {
    /** Opens the signed link of a contract. */
    async opensLink(asker: SessionClaims, taskId: string, until: number): Promise<void> {
      const { url } = links.create(asker.corpId, taskId, until)
      await access.require(asker, taskId, new URL(url).searchParams.get('access') ?? '')
    },
    /** Opens it as a page does. */
    async opens(session: SessionClaims, taskId: string): Promise<boolean> {
      const request = { taskId, link: undefined, requestId: 'r' }
      try {
        await opener.open(session, request)
        return true
      } catch (error) {
        if (error instanceof ProblemError && forbidden.includes(error.code)) return false
        throw error
      }
    },
    list: (session: SessionClaims, query: Parameters<typeof flowContexts.list>[1]) =>
      flowContexts.list(session, query),
    /** Task ids in the CSV of a list. */
    async csv(session: SessionClaims): Promise<string[]> {
      const answer = await routesOf(session).request('/export.csv?lang=zh&scope=all')
      const [, ...lines] = (await answer.text()).trimEnd().split('\r\n')
      return lines.map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '')
    },
    /** The contracts among these whose files are in the zip. */
    async zip(session: SessionClaims, taskIds: readonly string[]): Promise<string[]> {
      asked.length = 0
      const answer = await routesOf(session).request('/archive', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ taskIds, lang: 'zh' }),
      })
      if (answer.status !== 200 && answer.status !== 403)
        throw new Error(`the zip was answered ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
      return [...asked]
    },
    /** What an assistant of the person finds, and whether it says where a contract stands. */
    async assistantFinds(asker: SessionClaims, query: string): Promise<string[]> {
      const found = await toolsOf(asker).find({ query, limit: 50, language: 'zh' })
      return foundSchema.parse(found.structuredContent).contracts.map(({ taskId }) => taskId)
    },
    async assistantTells(asker: SessionClaims, taskId: string): Promise<boolean> {
      const told = await toolsOf(asker).status({ taskId, language: 'zh' })
      return told.isError !== true
    },
    /** The contracts that the robot tells the person of; of many, the first. */
    async robotTells(asker: SessionClaims, text: string): Promise<readonly string[]> {
      const question = { text, language: 'zh', requestId: 'r', frame, now: now() } as const
      return (await answerQuestion(finder, asker, question)).taskIds ?? []
    },
    /** Whether a message about a contract is sent to the person. */
    isTold: ({ corpId, userId, sysLevel }: SessionClaims, taskId: string) =>
      stillSees(access, () => Promise.resolve(sysLevel > 0), { corpId, userId }, taskId),
  }
}

const foundSchema = z.object({ contracts: z.array(z.object({ taskId: z.string() })) })
