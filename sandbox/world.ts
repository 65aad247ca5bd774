import { setMaxListeners } from 'node:events'
import { internalApp, newCorpId, sandboxCorpId, thirdPartyApp } from './credentials.ts'
import { createAccessTokens } from './dingtalk/sign-in/access-tokens.ts'
import { createJsapiTickets } from './dingtalk/sign-in/jsapi-tickets.ts'
import { instanceIdOf, instanceOf } from './esign/approval-instances.ts'
import type { DecideFault } from './state/faults.ts'
import type { Flow } from './state/flow-model.ts'
import type { Corp } from './state/people.ts'
import { seedCorpEvents } from './seed/corp-events.ts'
import { seedCorps, seedNewCompany } from './seed/corps.ts'
import { seedFiles } from './seed/files.ts'
import { seedFlows } from './seed/flows.ts'
import {
  usualGateway,
  usualStorage,
  type ApprovalInstance,
  type Seed,
  type State,
  type World,
} from './state/state.ts'

export type WorldOptions = {
  /** The machine's by default. */
  now?: () => number
  /**
   * By default the origin that was called. A page shows pictures of its own origin, so an app that
   * forwards `/_sandbox/` passes the one at which people open it.
   */
  publicUrl?: string
  /**
   * Notice address, for an app that is set up from the start: the developer data of organisations
   * that have authorised it is initialised, and DingTalk's events about organisations wait for it.
   * By default, an app has to call the API for the former first, as on the real service.
   */
  noticeUrl?: string
  /** Address to which messages to the robot of an app are posted, if it has no line for them. */
  robot?: { url: string; clientId: string }
  /** Factor on the delays before notices and events are repeated and lines closed; 1 by default. */
  waitScale?: number
  /** Decides on faults call by call, for a test in the same process. */
  decideFault?: DecideFault
}

/** Every pending notice listens to it, and Node warns above ten listeners by default. */
function newStop(): AbortController {
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  return stop
}

/** The seal approvals of seeded flows. */
function sealInstances(
  corps: readonly Corp[],
  flows: readonly Flow[],
): [string, ApprovalInstance][] {
  return flows.flatMap((flow) => {
    const corp = corps.find(({ corpId }) => corpId === flow.corpId)
    if (corp === undefined) return []
    return flow.approvals.map((approval): [string, ApprovalInstance] => [
      instanceIdOf(flow, approval),
      instanceOf(corp, flow, approval),
    ])
  })
}

function seedState(now: number, noticeUrl: string | undefined, seed: Seed = 'samples'): State {
  const isNew = seed === 'new-company'
  const flows = isNew ? [] : seedFlows(now)
  const completed = { taskId: 'PRO-SANDBOX-COMPLETED', fileIds: ['FILE-SANDBOX-COMPLETED'] }
  const signing = { taskId: 'PRO-SANDBOX-SIGNING', fileIds: ['FILE-SANDBOX-SIGNING'] }
  const corps = isNew ? seedNewCompany(now) : seedCorps(now)
  const isSetUp = noticeUrl !== undefined
  const apps = isSetUp ? [internalApp.clientId, thirdPartyApp.suiteKey] : []
  const initialised = corps.filter(
    ({ corpId, esignAuthorised, realNameVerified }) =>
      realNameVerified && (esignAuthorised || corpId === newCorpId || corpId === sandboxCorpId),
  )
  return {
    seed,
    corps: new Map(corps.map((corp) => [corp.corpId, corp])),
    flows: new Map(flows.map((flow) => [flow.taskId, flow])),
    files: new Map(seedFiles(flows, now).map((file) => [file.fileId, file])),
    instances: new Map(
      isNew
        ? []
        : [
            [
              'SANDBOX-INSTANCE-1',
              {
                corpId: sandboxCorpId,
                title: '采购合同审批',
                originator: 'lisi',
                approvers: ['wangwu', 'sunli'],
                copies: ['qianqi'],
                startedAt: now - 3_600_000,
                flows: [completed, signing],
                comments: [],
              },
            ],
            ...sealInstances(corps, flows),
          ],
    ),
    developers: new Map(
      // Authorising the app needs it.
      initialised.flatMap(({ corpId }) =>
        apps.map((clientId) => [`${clientId} ${corpId}`, { noticeUrl: noticeUrl ?? null }]),
      ),
    ),
    orders: new Map(),
    pageTasks: new Map(),
    shortLinks: new Map(),
    authCodes: new Map(),
    loginCodes: new Map(),
    userTokens: new Map(),
    suiteTicket: thirdPartyApp.suiteTicket,
    events: isSetUp ? seedCorpEvents(corps, now) : [],
    lineFaults: [],
    messages: [],
    chats: [],
    robotFrames: [],
    robotSessions: new Map(),
    todos: [],
    todoLocks: new Set(),
    processTemplates: [],
    processInstances: [],
    notices: [],
    faults: [],
    storage: { ...usualStorage },
    gateway: { ...usualGateway },
    downloads: [],
    calls: [],
    stop: newStop(),
  }
}

export function createWorld(options: WorldOptions = {}): World {
  const {
    now: machineNow = Date.now,
    publicUrl,
    noticeUrl,
    robot,
    waitScale = 1,
    decideFault = () => undefined,
  } = options
  let lastNumber = 80_000_000
  let aheadMs = 0
  const now = () => machineNow() + aheadMs
  const world: World = {
    now,
    aheadMs: () => aheadMs,
    moveClock(byMs) {
      aheadMs += byMs
    },
    publicUrl,
    waitScale,
    robot,
    apiOrigin: '',
    decideFault,
    tokens: createAccessTokens(now),
    jsapiTickets: createJsapiTickets(now),
    nextNumber: () => (lastNumber += 1),
    state: seedState(now(), noticeUrl),
    tellApp() {},
    reset(seed) {
      world.state.stop.abort()
      world.state = seedState(now(), noticeUrl, seed)
    },
  }
  return world
}
