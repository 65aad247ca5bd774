import { keyFailures } from '#shared/rules/assistant/key-proof.ts'
import type { AssistantKeyState } from '#shared/schemas/assistant/assistant-key.ts'
import type { Assistants } from '#shared/schemas/assistant/assistants.ts'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import type { Played, State } from '#e2e/gallery/state.ts'
import { galleryNow } from '#e2e/gallery/state.ts'
import { day, ended, failing, hour, longName, minute, offline, unread } from './answers.ts'
import { requests } from './home.ts'
import { webhookStates } from './webhooks.ts'

// The pages of administrators, and one's own.

const admin = { path: '/admin', person: 'wangwu' }

/** What is noted of visits depends on what was looked at before. */
const audit = {
  at: /^GET \/api\/audit/,
  change: () => ({
    views: [
      ['viewed', '张三', 1],
      ['viewed', '李四', 5],
    ].map(([, name, ago]) => ({
      kind: 'flow-opened',
      taskId: 'PRO-SANDBOX-SIGNING',
      title: '办公设备采购合同',
      detail: null,
      userId: 'zhangsan',
      name,
      at: galleryNow - Number(ago) * hour,
      byLink: false,
    })),
    nextCursor: null,
  }),
}

/** What is queued depends on what was looked at before. */
const outbox = {
  at: /^GET \/api\/corp\/outbox/,
  change: (): OutboxDesk => ({
    groups: [
      {
        kind: 'todo',
        state: 'waiting',
        reason: null,
        detail: null,
        count: 5,
        at: galleryNow + day,
      },
      {
        kind: 'message',
        state: 'failed',
        reason: 'permission-missing',
        detail: 'Message.Send',
        count: 3,
        at: galleryNow - 2 * hour,
      },
    ],
  }),
}

/** The organisation's key for DingTalk's assistants, made twenty minutes ago. */
const assistantKey = (change: Partial<AssistantKeyState['key']>): Played => ({
  at: /^GET \/api\/corp\/assistant-key/,
  change: (state: AssistantKeyState): AssistantKeyState => ({
    ...state,
    key: {
      createdAt: galleryNow - 20 * minute,
      createdBy: { userId: 'wangwu', name: '王五' },
      codeUntil: galleryNow + 40 * minute,
      provedAt: null,
      failed: null,
      ...change,
    },
  }),
})

const failedKeys = keyFailures.map((why) => ({
  name: `assistants-${why}`,
  path: '/admin?view=assistants',
  person: 'wangwu',
  answers: [assistantKey({ failed: { why, at: galleryNow - 5 * minute } })],
  isPhoneOnly: true,
}))

const views = [
  'times',
  'packages',
  'state',
  'access',
  'messages',
  'import',
  'orders',
  'developer',
  'assistants',
  'settings',
  'withdraw',
]

/** No network, after the session was read. */
const cut: Played = { at: /^GET \/api\/(corp|orders)/, is: 'cut' }

const corpAnswer = /^GET \/api\/corp(\?|$)/

export const adminStates: State[] = [
  { name: 'overview', ...admin, answers: [audit] },
  ...views.map((view) => ({
    name: view,
    path: `/admin?view=${view}`,
    person: 'wangwu',
    answers: [audit, outbox],
  })),
  {
    name: 'time-zones',
    path: '/admin?view=settings',
    person: 'wangwu',
    press: [/^(时区|Time zone)/],
  },
  {
    name: 'extra-days',
    path: '/admin?view=settings',
    person: 'wangwu',
    press: [/^(休息日和上班日|Days off and working days)/],
  },
  ...webhookStates,
  {
    name: 'assistants-to-prove',
    path: '/admin?view=assistants',
    person: 'wangwu',
    answers: [assistantKey({})],
  },
  ...failedKeys,
  {
    name: 'assistants-code-over',
    path: '/admin?view=assistants',
    person: 'wangwu',
    answers: [assistantKey({ codeUntil: galleryNow - minute })],
    isPhoneOnly: true,
  },
  {
    name: 'assistants-proved',
    path: '/admin?view=assistants',
    person: 'wangwu',
    answers: [assistantKey({ provedAt: galleryNow - 10 * minute })],
  },
  {
    name: 'few-left',
    ...admin,
    answers: [
      audit,
      {
        at: corpAnswer,
        change: (corp) => ({
          ...corp,
          margin: { ok: { contractsLeft: 3, history: [], daysLeft: 4 } },
        }),
      },
    ],
  },
  {
    name: 'subscription-ended',
    ...admin,
    config: { appKind: 'third-party' },
    answers: [audit, ended.forAdmins],
  },
  {
    name: 'parts-unread',
    ...admin,
    answers: [
      audit,
      { at: corpAnswer, change: (corp) => ({ ...corp, app: unread, margin: unread }) },
      failing(/^GET \/api\/corp\/statistics/),
    ],
  },
  { name: 'failed', ...admin, answers: [failing(/^GET \/api\/(corp|audit|orders)/)] },
  { name: 'offline', ...admin, answers: [cut] },
  { name: 'times-offline', path: '/admin?view=times', person: 'wangwu', answers: [cut] },
  {
    name: 'orders-failed',
    path: '/admin?view=orders',
    person: 'wangwu',
    answers: [failing(/^GET \/api\/orders/)],
  },
  { name: 'loading', ...admin, answers: [{ at: /^GET \/api\/(corp|audit|orders)/, is: 'held' }] },
  { name: 'not-for-members', path: '/admin' },
]

const me = /^GET \/api\/me(\?|$)/

const assistants = {
  at: /^GET \/api\/me\/assistants/,
  change: (held: Assistants): Assistants => ({
    ...held,
    assistants: [
      ['小助手', true, galleryNow - 5 * minute] as const,
      [longName, false, null] as const,
    ].map(([name, mayRemind, usedAt], index) => ({
      id: String(index),
      name,
      mayRemind,
      createdAt: galleryNow - 2 * day,
      expiresAt: galleryNow + 88 * day,
      usedAt,
    })),
  }),
}

export const meStates: State[] = [
  { name: 'verified', path: '/me' },
  { name: 'admin', path: '/me', person: 'wangwu' },
  {
    name: 'not-verified',
    path: '/me',
    answers: [
      {
        at: me,
        change: (answer) => ({
          ...answer,
          realName: { ok: { status: 'not-verified', statusCode: null, name: null } },
        }),
      },
    ],
  },
  {
    name: 'verification-unread',
    path: '/me',
    answers: [{ at: me, change: (answer) => ({ ...answer, realName: unread }) }],
  },
  { name: 'access-requests', path: '/me', answers: [requests] },
  { name: 'assistants', path: '/me', answers: [assistants] },
  { name: 'new-assistant', path: '/me', press: [/^(新建访问令牌|New access token)$/] },
  { name: 'assistants-failed', path: '/me', answers: [failing(assistants.at)] },
  { name: 'preferences-failed', path: '/me', answers: [failing(/^GET \/api\/me\/preferences/)] },
  { name: 'failed', path: '/me', answers: [failing(me)] },
  { name: 'loading', path: '/me', answers: [{ at: /^GET \/api\/me/, is: 'held' }] },
  { name: 'offline', path: '/me', openedBefore: hour, answers: [offline] },
  { name: 'signing-out', path: '/me', press: [/^(退出登录|Sign out)$/] },
]

const approval = '/approvals/SANDBOX-INSTANCE-1'
const contracts = /^GET \/api\/approvals\//

export const approvalStates: State[] = [
  { name: 'two-contracts', path: approval },
  { name: 'not-found', path: '/approvals/NOTHING' },
  { name: 'failed', path: approval, answers: [failing(contracts)] },
  { name: 'loading', path: approval, answers: [{ at: contracts, is: 'held' }] },
  { name: 'offline', path: approval, answers: [offline] },
]
