// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { installStatuses } from '#shared/rules/codes/app-status.ts'
import { authorisationStatuses } from '#shared/rules/codes/app-status.ts'
import { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import type { CorpDone, CorpStatistics, CorpView } from '#shared/schemas/corp.ts'
import type { CorpSettings } from '#shared/schemas/corp-settings.ts'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import type {
  CorpAdminNames,
  DataDeleted,
  OperatorCorps,
  OperatorCorpView,
  OperatorHealth,
} from '#shared/schemas/operator.ts'
import type { Order, Orders } from '#shared/schemas/order.ts'
import type { OutboxDesk } from '#shared/schemas/outbox.ts'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { problemShape } from './first-shapes.ts'
import type { Shape, ShapeOf } from './shape.ts'

export const corpDoneShape: ShapeOf<CorpDone> = [{ done: '0b' }]

const waitingStageShape: Shape = {
  kind: ['known', 's', ...nextStepKinds],
  flows: 'n',
  medianMs: '0n',
  longestMs: '0n',
}

const finishedStageShape: Shape = { kind: 's', stages: 'n', medianMs: 'n', longestMs: 'n' }

export const corpStatisticsShape: ShapeOf<CorpStatistics> = [
  {
    flows: 'n',
    byStatus: ['list', { status: ['known', 's', ...flowStatuses], flows: 'n' }],
    completion: {
      flows: 'n',
      medianMs: '0n',
      byMonth: ['list', { month: 's', flows: 'n', medianMs: 'n' }],
    },
    stages: ['list', waitingStageShape],
    finishedStages: ['list', finishedStageShape],
    longestWaiting: [
      'list',
      {
        taskId: 's',
        title: '0s',
        kind: ['known', 's', ...nextStepKinds],
        people: ['list', 's'],
        since: 'n',
      },
    ],
    waitingFor: ['list', { name: 's', flows: 'n', since: '0n' }],
    months: ['list', { month: 's', started: 'n', completed: 'n' }],
    weeks: [
      'list',
      { at: 'n', signing: 'n', longestMs: '0n', usualMs: '0n', started: 'n', completed: 'n' },
    ],
  },
]

const appStateShape: Shape = {
  install: ['known', 's', ...installStatuses],
  installCode: '0ns',
  authorisation: ['known', 's', ...authorisationStatuses],
  authorisationCode: '0ns',
}

const realNameShape: Shape = {
  status: ['known', 's', ...realNameStatuses],
  statusCode: '0s',
  name: '0s',
}

const marginReadingShape: Shape = { contractsLeft: 'n', at: 'n' }

const marginOutlookShape: Shape = {
  contractsLeft: '0n',
  history: ['list', marginReadingShape],
  daysLeft: '0n',
}

export const corpViewShape: ShapeOf<CorpView> = [
  {
    app: ['either', { ok: appStateShape }, { problem: problemShape }],
    realName: ['either', { ok: realNameShape }, { problem: problemShape }],
    margin: ['either', { ok: marginOutlookShape }, { problem: problemShape }],
    canVerify: 'b',
    noticeUrl: '0s',
  },
]

export const corpSettingsShape: ShapeOf<CorpSettings> = [{ timeZone: '0s', defaultTimeZone: 's' }]

const flowViewedShape: Shape = {
  kind: 's',
  taskId: '0s',
  title: '0s',
  detail: '0s',
  userId: 's',
  name: 's',
  at: 'n',
  byLink: 'b',
}

export const flowViewsShape: ShapeOf<FlowViews> = [
  { views: ['list', flowViewedShape], nextCursor: '0s' },
]

export const corpAdminNamesShape: ShapeOf<CorpAdminNames> = [
  { admins: ['list', { userId: 's', name: '0s' }] },
]

export const dataDeletedShape: ShapeOf<DataDeleted> = [{ rows: 'n' }]

const operatorCorpShape: Shape = {
  corpId: 's',
  name: '0s',
  state: 's',
  install: ['known', '0s', ...installStatuses],
  authorisation: ['known', '0s', ...authorisationStatuses],
  realName: ['known', '0s', ...realNameStatuses],
  contractsLeft: '0n',
  daysLeft: '0n',
  boughtItem: '0s',
  boughtUntil: '0n',
  flowsThisMonth: 'n',
  lastEvent: '0s',
  lastEventAt: '0n',
  lastSeenAt: '0n',
  since: 'n',
  troubles: ['list', 's'],
  condition: 's',
}

export const operatorCorpsShape: ShapeOf<OperatorCorps> = [
  { corps: ['list', operatorCorpShape], nextCursor: '0s' },
]

export const orderShape: ShapeOf<Order> = [
  {
    orderId: 's',
    kind: 's',
    state: ['known', 's', 'placed', 'refused', 'unknown'],
    quantity: 'n',
    itemCode: '0s',
    itemName: '0s',
    paidFen: '0n',
    validFrom: '0n',
    validUntil: '0n',
    esignOrderId: '0s',
    orderedBy: 's',
    orderedAt: 'n',
  },
]

export const operatorCorpViewShape: ShapeOf<OperatorCorpView> = [
  {
    corp: {
      corpId: 's',
      name: '0s',
      state: 's',
      install: ['known', '0s', ...installStatuses],
      authorisation: ['known', '0s', ...authorisationStatuses],
      realName: ['known', '0s', ...realNameStatuses],
      contractsLeft: '0n',
      daysLeft: '0n',
      boughtItem: '0s',
      boughtUntil: '0n',
      flowsThisMonth: 'n',
      lastEvent: '0s',
      lastEventAt: '0n',
      lastSeenAt: '0n',
      since: 'n',
      troubles: ['list', 's'],
      condition: 's',
      agentId: '0s',
      isInitialised: '0b',
      admins: ['list', 's'],
      checkedAt: '0n',
      missingScopes: ['list', 's'],
      dataUntil: '0n',
      dataDeletedAt: '0n',
    },
    noticeUrl: 's',
    adminLink: 's',
    hasRenewalLink: 'b',
    margins: ['list', marginReadingShape],
    orders: ['list', orderShape[0]],
    moreOrders: '0s',
    events: ['list', { type: 's', bornAt: 'n', outcome: 's' }],
    refused: ['list', { code: 's', calls: 'n', lastAt: 'n' }],
    unread: ['list', { what: 's', code: 's' }],
  },
]

export const operatorHealthShape: ShapeOf<OperatorHealth> = [
  {
    counts: ['record', 'n'],
    events: {
      mode: 's',
      lines: ['list', { state: 's', since: 'n', lastFrameAt: '0n' }],
      lastEventAt: '0n',
      waiting: 'n',
      failed: 'n',
    },
    suiteTicket: ['either', '0', { at: '0n', isKnown: 'b' }],
    tokens: { mode: 's', hasFallenBack: 'b' },
    refused: ['list', { code: 's', calls: 'n', corps: 'n', lastAt: 'n' }],
  },
]

export const ordersShape: ShapeOf<Orders> = [{ orders: ['list', orderShape[0]], nextCursor: '0s' }]

export const outboxDeskShape: ShapeOf<OutboxDesk> = [
  {
    groups: [
      'list',
      {
        kind: 's',
        state: ['known', 's', 'waiting', 'failed', 'unknown', 'not-arrived'],
        reason: '0s',
        detail: '0s',
        count: 'n',
        at: 'n',
      },
    ],
  },
]

export const importAnswerShape: ShapeOf<ImportAnswer> = [
  { taken: 'n', notTaken: ['list', { line: 'n', taskId: 's', userId: 's', reason: 's' }] },
]
