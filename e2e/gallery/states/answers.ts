import type { SubscriptionHelp } from '#shared/schemas/corp/corp.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { Signer } from '#shared/rules/flow.ts'
import type { Readiness, ReadinessItem } from '#shared/schemas/readiness.ts'
import type { Problem } from '#shared/schemas/problem.ts'
import { withRecord } from '#e2e/answers/flow-answers.ts'
import type { Played } from '#e2e/gallery/state.ts'

// Answers that the sandbox does not give by itself.

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** The reading of one contract. */
const flowRead = /^GET \/api\/flows\/PRO-[^/?]+(\?|$)/

/** A part of an answer that could not be read. */
export const unread: { problem: Problem } = {
  problem: {
    status: 502,
    code: 'upstream-unavailable',
    title: 'Played.',
    requestId: '00000000-0000-4000-8000-000000000000',
  },
}

/** The contract as it is, changed. */
export const flow = (change: (view: FlowView) => FlowView): Played => ({ at: flowRead, change })

/** The contract with other signers. */
export const signedBy = (signers: Signer[]): Played =>
  flow((view) =>
    withRecord({ ...view, signers: { ok: signers } }, { ...view.registry, people: [] }),
  )

/** The contract with another record of ours. */
export const recorded = (change: (record: FlowRecord) => Partial<FlowRecord>): Played =>
  flow((view) =>
    view.registry === null
      ? view
      : withRecord(view, { ...view.registry, ...change(view.registry) }),
  )

/** Every list of contracts, changed. */
export const lists = (change: (list: FlowList) => FlowList): Played => ({
  at: /^GET \/api\/flows(\?|$)/,
  change,
})

export const noContracts = lists(() => ({ flows: [], nextCursor: null, counts: {} }))

/** What starting needs, changed. */
export const readiness = (change: (found: Readiness) => Readiness): Played => ({
  at: /^GET \/api\/readiness/,
  change,
})

/** Without one of what starting needs. */
export const without = (item: ReadinessItem, state: 'missing' | 'unknown' = 'missing'): Played =>
  readiness((found) => ({
    ...found,
    checks: found.checks.map((check) => (check.item === item ? { ...check, state } : check)),
  }))

/** A company that has not installed e签宝, so that nothing else is known of it. */
export const notReady = readiness((found) => ({
  ...found,
  contractsLeft: null,
  checks: found.checks.map((check) => ({
    ...check,
    state: check.item.startsWith('app-') ? 'missing' : 'unknown',
  })),
}))

/** A call that fails for the moment. */
export const failing = (at: RegExp): Played => ({ at, problem: 'upstream-unavailable' })

/** No network. */
export const offline: Played = { at: /\/(api|_sandbox)\//, is: 'cut' }

export const longTitle =
  '关于二〇二六年度办公设备、软件许可与机房维护服务的框架采购合同（含补充协议、技术附件与验收标准）之第三次修订版'
export const longName = '阿卜杜热西提·买买提艾力·吐尔逊江'
export const longCompany =
  '中国（上海）自由贸易试验区临港新片区云帆国际贸易供应链管理股份有限公司华东分公司'

/** The text of an answer with other words in it. */
export const renamed = (at: RegExp, words: Record<string, string>): Played => ({
  at,
  change: (answer: unknown): unknown =>
    JSON.parse(
      Object.entries(words).reduce(
        (text, [from, to]) => text.replaceAll(from, to),
        JSON.stringify(answer),
      ),
    ),
})

/** Everything long that a contract has. */
export const longWords = {
  办公设备采购合同: longTitle,
  李四: longName,
  上海云帆贸易有限公司: longCompany,
}

const adminsToAsk: SubscriptionHelp = {
  hasEnded: true,
  canRenew: false,
  renewalUrl: null,
  admins: ['王五', '赵六'],
}

/** The organisation's subscription has ended, as members and administrators are told. */
export const ended = {
  forMembers: { at: /^GET \/api\/subscription/, body: adminsToAsk },
  forAdmins: {
    at: /^GET \/api\/subscription/,
    body: {
      ...adminsToAsk,
      canRenew: true,
      renewalUrl: 'https://example.com/renew',
      admins: [],
    } satisfies SubscriptionHelp,
  },
}
