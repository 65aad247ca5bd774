import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { thirdPartyApp } from '#sandbox/credentials.ts'
import type { Corp, Person } from '#sandbox/people.ts'
import type { StreamEvent, World } from '#sandbox/state.ts'
import { agentIdOf } from './agents.ts'
import type { StreamGateway } from './stream-gateway.ts'

/**
 * Body of `POST /_sandbox/corps/:corpId/life`: what happens to the third-party app in an organisation.
 * DingTalk's event for it is pushed to the app, with the given `bornAt` and `eventId`.
 */
export const corpMoveSchema = z.object({
  what: z.enum([
    'authorise',
    'change',
    'relieve',
    'stop',
    'restore',
    'remove',
    'scope-update',
    'buy',
    'close-service',
  ]),
  /**
   * For `buy`: when the service ends, epoch milliseconds; null for never. DingTalk sends no event at
   * that time.
   */
  until: z.number().nullable().optional(),
  /** For `buy`: something that is sold inside the app. */
  isInApp: z.boolean().default(false),
  /** For `buy`. */
  itemName: z.string().default('标准版'),
  /** For `buy` and `close-service`; made up when left out. */
  orderId: z.string().default(() => randomUUID()),
  bornAt: z.number().optional(),
  eventId: z.string().optional(),
})

export type CorpMove = z.infer<typeof corpMoveSchema>

const dayMs = 24 * 60 * 60_000

const appEvents = {
  stop: 'org_micro_app_stop',
  restore: 'org_micro_app_restore',
  remove: 'org_micro_app_remove',
  'scope-update': 'org_micro_app_scope_update',
} as const

/** true switches the app off, false on again; other moves leave it as it is. */
const switchesOff: Partial<Record<CorpMove['what'], boolean>> = {
  authorise: false,
  restore: false,
  stop: true,
  remove: true,
}

const { suiteKey, appId } = thirdPartyApp
const goodsCode = 'FW_GOODS-SANDBOX'

/** Carries out a move in an organisation and pushes its event. */
export function moveCorp(
  world: World,
  gateway: StreamGateway,
  corp: Corp,
  move: CorpMove,
): StreamEvent {
  const { corpId } = corp
  const told = {
    clientId: suiteKey,
    corpId,
    ...(move.bornAt === undefined ? {} : { bornAt: move.bornAt }),
    ...(move.eventId === undefined ? {} : { eventId: move.eventId }),
  }
  const isOff = switchesOff[move.what]
  if (isOff !== undefined)
    corp.switchedOff = [
      ...corp.switchedOff.filter((clientId) => clientId !== suiteKey),
      ...(isOff ? [suiteKey] : []),
    ]
  switch (move.what) {
    case 'authorise':
    case 'change':
      if (!corp.opened.includes(suiteKey)) corp.opened.push(suiteKey)
      return gateway.push({
        ...told,
        eventType: move.what === 'change' ? 'org_suite_change' : 'org_suite_auth',
        data: authorisationOf(corp),
      })
    case 'relieve':
      corp.opened = corp.opened.filter((clientId) => clientId !== suiteKey)
      return gateway.push({ ...told, eventType: 'org_suite_relieve', data: {} })
    case 'buy':
      return gateway.push({
        ...told,
        eventType: 'market_order',
        data: orderOf(corp, move, world.now()),
      })
    case 'close-service':
      return gateway.push({
        ...told,
        eventType: 'market_service_close',
        data: { closeType: 3, orderId: move.orderId, corpId },
      })
    default:
      return gateway.push({
        ...told,
        eventType: appEvents[move.what],
        data: { agentId: agentNumber(corpId) },
      })
  }
}

/** A new organisation with an administrator and a member, which has opened no app. */
export function newCorp(corpId: string, name: string): Corp {
  const person = (userId: string, called: string, sysLevel: Person['sysLevel']): Person => ({
    userId,
    unionId: `sandbox-union-${corpId}-${userId}`,
    name: called,
    title: sysLevel === 0 ? '员工' : '总经理',
    sysLevel,
    realNameVerified: true,
    mayUseCompanySeal: sysLevel !== 0,
  })
  return {
    corpId,
    name,
    people: [person('manager', '郑一', 1), person('member', '王二', 0)],
    opened: [],
    switchedOff: [],
    esignInstalled: true,
    esignAuthorised: false,
    realNameVerified: true,
    margin: 0,
    sealApprovers: ['manager'],
    missingScopes: [],
    outsideRange: [],
  }
}

function agentNumber(corpId: string): number {
  return Number(agentIdOf({ kind: 'third-party', clientId: suiteKey, corpId }))
}

function authorisationOf(corp: Corp): Record<string, unknown> {
  const admins = corp.people.filter(({ sysLevel }) => sysLevel > 0).map(({ userId }) => userId)
  return {
    authCorpInfo: { corpid: corp.corpId, corpName: corp.name, corpTypeV2: 0, authLevel: 2 },
    permanentCode: `permanent-code-of-${corp.corpId}`,
    authUserInfo: { userId: admins[0] ?? '' },
    authScope: {
      errcode: 0,
      errmsg: 'ok',
      authUserField: [],
      authOrgScopes: { authedDept: [1], authedUser: [] },
    },
    authInfo: {
      agent: [
        {
          agentid: agentNumber(corp.corpId),
          agentName: '合同进度',
          appid: Number(appId),
          logoUrl: '',
          adminList: admins,
        },
      ],
    },
  }
}

function orderOf(
  corp: Corp,
  { until, isInApp, itemName, orderId }: CorpMove,
  now: number,
): Record<string, unknown> {
  return {
    orderId,
    corpId: corp.corpId,
    suiteKey,
    goodsCode: isInApp ? `${goodsCode}-IN-APP` : goodsCode,
    itemCode: 'sandbox-item-1',
    itemName,
    orderType: 'BUY',
    payFee: 19_900,
    paidtime: now,
    serviceStartTime: now,
    ...(until === null ? {} : { serviceStopTime: until ?? now + 365 * dayMs }),
    ...(isInApp ? { mainGoodsCode: goodsCode } : {}),
    minOfPeople: 1,
    maxOfPeople: 1000,
    purchaseType: 1,
  }
}
