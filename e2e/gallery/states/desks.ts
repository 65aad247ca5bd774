import type { State } from '#e2e/gallery/state.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { galleryNow } from '#e2e/gallery/state.ts'
import { failing, hour, noContracts, offline, unread } from './answers.ts'
import { requests } from './home.ts'

// The pages of those who look after others: administrators and operators; and one's own.

const admin = { path: '/admin', person: 'wangwu' }
const operator = { path: '/operator', person: 'wangwu' }
const customer = { path: `/operator/${sandboxCorpId}`, person: 'wangwu' }

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

const views = [
  'times',
  'packages',
  'state',
  'access',
  'messages',
  'import',
  'orders',
  'developer',
  'settings',
  'withdraw',
]

const corpAnswer = /^GET \/api\/corp(\?|$)/

export const adminStates: State[] = [
  { name: 'overview', ...admin, answers: [audit] },
  ...views.map((view) => ({
    name: view,
    path: `/admin?view=${view}`,
    person: 'wangwu',
    answers: [audit],
  })),
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
    name: 'parts-unread',
    ...admin,
    answers: [
      audit,
      { at: corpAnswer, change: (corp) => ({ ...corp, app: unread, margin: unread }) },
      failing(/^GET \/api\/corp\/statistics/),
    ],
  },
  { name: 'failed', ...admin, answers: [failing(/^GET \/api\/(corp|audit|orders)/)] },
  { name: 'loading', ...admin, answers: [{ at: /^GET \/api\/(corp|audit|orders)/, is: 'held' }] },
  { name: 'not-for-members', path: '/admin' },
]

const health = /^GET \/api\/operator\/health/
const corps = /^GET \/api\/operator\/corps/

export const operatorStates: State[] = [
  { name: 'customers', ...operator },
  {
    name: 'nobody',
    ...operator,
    answers: [{ at: corps, change: (list) => ({ ...list, corps: [] }) }],
  },
  {
    name: 'long-names',
    ...operator,
    answers: [
      {
        at: corps,
        change: (list) => ({
          ...list,
          corps: list.corps.map((corp: object) => ({
            ...corp,
            name: '中国（上海）自由贸易试验区临港新片区云帆国际贸易供应链管理股份有限公司华东分公司',
          })),
        }),
      },
    ],
  },
  { name: 'health-failed', ...operator, answers: [failing(health)] },
  { name: 'failed', ...operator, answers: [failing(corps)] },
  { name: 'loading', ...operator, answers: [{ at: /^GET \/api\/operator/, is: 'held' }] },
  { name: 'not-for-members', path: '/operator' },
  { name: 'customer', ...customer },
  { name: 'customer-failed', ...customer, answers: [failing(corps)] },
  { name: 'customer-loading', ...customer, answers: [{ at: corps, is: 'held' }] },
  { name: 'new-order', ...customer, press: [/^(新订单|New order)$/] },
]

const me = /^GET \/api\/me(\?|$)/

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
          realName: { ok: { status: 'unverified', statusCode: null, name: null } },
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
  {
    name: 'none',
    path: approval,
    answers: [{ at: contracts, change: (answer) => ({ ...answer, contracts: [] }) }, noContracts],
  },
  { name: 'not-found', path: '/approvals/NOTHING' },
  { name: 'failed', path: approval, answers: [failing(contracts)] },
  { name: 'loading', path: approval, answers: [{ at: contracts, is: 'held' }] },
  { name: 'offline', path: approval, answers: [offline] },
]
