import type {
  OperatorCorp,
  OperatorCorps,
  OperatorCorpView,
  OperatorHealth,
} from '#shared/schemas/corp/operator.ts'
import { type Played, type State, galleryNow } from '#e2e/gallery/state.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { day, failing, hour } from './answers.ts'

const operator = { path: '/operator', person: 'wangwu' }
const customer = { path: `/operator/${sandboxCorpId}`, person: 'wangwu' }

const health = /^GET \/api\/operator\/health/
const corps = /^GET \/api\/operator\/corps/

/** What is known of the organisation and was refused depends on what was looked at before. */
const readCorp = {
  install: 'installed',
  authorisation: 'authorised',
  realName: 'verified',
  contractsLeft: 100,
  daysLeft: null,
  flowsThisMonth: 10,
  lastSeenAt: galleryNow - hour,
  since: galleryNow - 40 * day,
  troubles: [],
  condition: 'active',
} satisfies Partial<OperatorCorp>

/** What is counted depends on what was looked at before, and on the machine. */
function healthWith(field: OperatorHealth['field']): Played {
  return {
    at: health,
    change: (now: OperatorHealth): OperatorHealth => ({
      ...now,
      counts: { ...now.counts, trouble: 0, all: 1, active: 1 },
      refused: [],
      field,
    }),
  }
}

function customerWith(facts: Partial<OperatorCorp>): Played {
  return {
    at: /^GET \/api\/operator\/corps\/[^/]+$/,
    change: (view: OperatorCorpView): OperatorCorpView => ({
      ...view,
      corp: {
        ...view.corp,
        ...readCorp,
        isInitialised: true,
        checkedAt: galleryNow - hour,
        ...facts,
      },
      margins: [40, 20, 1].map((days) => ({
        at: galleryNow - days * day,
        contractsLeft: 100 + days,
      })),
      refused: [{ code: 'upstream-rejected', calls: 2, lastAt: galleryNow - day }],
    }),
  }
}

const stored: Played[] = [
  {
    at: /^GET \/api\/operator\/corps(\?|$)/,
    change: (list: OperatorCorps): OperatorCorps => ({
      ...list,
      corps: list.corps.map((corp) => ({ ...corp, ...readCorp })),
    }),
  },
  customerWith({}),
  healthWith([{ measure: 'api', count: 2000, good: 1999, sum: 180_000 }]),
]

/** Good ones, bad ones, and one of which nothing is known. */
const counted: OperatorHealth['field'] = [
  { measure: 'api', count: 2000, good: 1999, sum: 180_000 },
  { measure: 'error-free', count: 400, good: 380, sum: 0 },
  { measure: 'drawn', count: 400, good: 400, sum: 0 },
  { measure: 'dd-config', count: 90, good: 88, sum: 0 },
  { measure: 'auth-code', count: 380, good: 380, sum: 0 },
  { measure: 'visible', count: 400, good: 396, sum: 520_000 },
  { measure: 'code', count: 380, good: 380, sum: 76_000 },
  { measure: 'answer', count: 400, good: 400, sum: 240_000 },
  { measure: 'alive', count: 400, good: 400, sum: 680_000 },
  { measure: 'lcp', count: 390, good: 350, sum: 546_000 },
  { measure: 'inp', count: 120, good: 80, sum: 22_000 },
  { measure: 'cls', count: 390, good: 390, sum: 1.2 },
]

export const operatorStates: State[] = [
  { name: 'customers', ...operator, answers: stored },
  {
    name: 'nobody',
    ...operator,
    answers: [{ at: corps, change: (list) => ({ ...list, corps: [] }) }, ...stored],
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
            ...readCorp,
            name: '中国（上海）自由贸易试验区临港新片区云帆国际贸易供应链管理股份有限公司华东分公司',
          })),
        }),
      },
      ...stored,
    ],
  },
  {
    name: 'field-numbers',
    ...operator,
    answers: [healthWith(counted), ...stored],
    press: [/运行情况|Health/],
  },
  { name: 'health-failed', ...operator, answers: [failing(health), ...stored] },
  { name: 'failed', ...operator, answers: [failing(corps), ...stored] },
  { name: 'loading', ...operator, answers: [{ at: /^GET \/api\/operator/, is: 'held' }] },
  { name: 'not-for-members', path: '/operator' },
  { name: 'customer', ...customer, answers: stored },
  { name: 'customer-failed', ...customer, answers: [failing(corps), ...stored] },
  { name: 'customer-loading', ...customer, answers: [{ at: corps, is: 'held' }] },
  { name: 'new-order', ...customer, answers: stored, press: [/^(新订单|New order)$/] },
  {
    name: 'order-missing',
    ...customer,
    answers: stored,
    press: [/^(新订单|New order)$/, /^(下单|Place the order)$/],
  },
  {
    name: 'market-order',
    ...customer,
    answers: [
      customerWith({ boughtUntil: galleryNow - day, troubles: ['ended'], condition: 'ended' }),
      ...stored,
    ],
    press: [/^(补记市场订单…|Add a market order…)$/],
  },
]
