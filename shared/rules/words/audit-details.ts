import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { Language } from '#shared/rules/languages.ts'
import { messageLanguages } from '#shared/rules/message-language.ts'
import type { Term } from '#shared/rules/terms/terms.ts'
import { isTimeZone, zoneName } from '#shared/rules/time-zone.ts'
import { auditKindNames } from './audit-kinds.ts'

type Entry = {
  kind: AuditKind
  /** As it is kept, see `AuditKind`. */
  detail: string | null
  userId: string
  name: string
  at: number
}

type TermsField =
  keyof Term | 'number' | 'counterparty' | 'amount' | 'currency' | 'dates' | 'keepers'

const termsFields: Record<Language, Record<TermsField, string>> = {
  zh: {
    number: '合同编号',
    counterparty: '对方',
    amount: '金额',
    currency: '币种',
    begins: '开始日期',
    ends: '到期日期',
    length: '合同期限',
    isFirstDayCounted: '开始当日是否计入',
    notice: '提前通知',
    noticeBy: '最晚通知日',
    renewal: '自动续签',
    dates: '要记住的日期',
    keepers: '履约人',
  },
  en: {
    number: 'Number',
    counterparty: 'Counterparty',
    amount: 'Amount',
    currency: 'Currency',
    begins: 'Begins',
    ends: 'Ends',
    length: 'Length',
    isFirstDayCounted: 'Whether the first day counts',
    notice: 'Notice',
    noticeBy: 'Last day of notice',
    renewal: 'Renewal',
    dates: 'Dates to remember',
    keepers: 'Looked after by',
  },
}

/** What the audit keeps as codes. Those that are missing are shown as they are. */
const words: Record<Language, Readonly<Record<string, string>>> = {
  zh: {
    FLOW_LINK_SECRET: '其他系统',
    RELIEVED_DATA_DAYS: '到期自动清理',

    'audit.csv': '访问记录',
    'flows.csv': '合同列表',
    'statistics.csv': '统计',
    'corps.csv': '组织列表',
    'orders.csv': '订单列表',
    ...auditKindNames.zh,

    waiting_for_me: '等我处理的合同',
    find_contracts: '查找合同',
    contract_status: '合同进度',
    contract_log: '操作日志',
    stuck_contracts: '等得最久的合同',
    remind: '提议催办',
    whoami: '查询身份',

    ...termsFields.zh,

    'assistant-key made': '新建钉钉助手的密钥',
    'assistant-key withdrawn': '撤销钉钉助手的密钥',
    'assistant-key proved': '验证钉钉助手的密钥',
    off: '休息',
    working: '上班',
  },
  en: {
    FLOW_LINK_SECRET: 'Another system',
    RELIEVED_DATA_DAYS: 'Removal after a time',
    钉钉助手: 'DingTalk assistant',
    e签宝: 'eSign',
    本应用: 'This app',

    'audit.csv': 'Access log',
    'flows.csv': 'List of contracts',
    'statistics.csv': 'Figures',
    'corps.csv': 'List of organisations',
    'orders.csv': 'List of orders',
    ...auditKindNames.en,

    waiting_for_me: 'Contracts that wait for me',
    find_contracts: 'Search of contracts',
    contract_status: 'State of a contract',
    contract_log: 'Log of a contract',
    stuck_contracts: 'Contracts that wait longest',
    remind: 'Proposed reminder',
    whoami: 'Who is asking',

    ...termsFields.en,

    'assistant-key made': 'Made the key of DingTalk’s assistants',
    'assistant-key withdrawn': 'Withdrew the key of DingTalk’s assistants',
    'assistant-key proved': 'Proved the key of DingTalk’s assistants',
    off: 'off',
    working: 'working',
  },
}

const sentences = {
  zh: {
    between: '、',
    flows: (count: number) => `${count} 份`,
    approval: (id: string) => `审批 ${id}`,
    corp: (id: string) => `组织 ${id}`,
    order: (id: string) => `订单 ${id}`,
    timeZone: (zone: string) => `时区：${zone}`,
    messages: { zh: '消息语言：中文', en: '消息语言：English', both: '消息语言：双语' },
    '+': (day: string) => `添加 ${day}`,
    '−': (day: string) => `删除 ${day}`,
  },
  en: {
    between: ', ',
    flows: (count: number) => (count === 1 ? '1 contract' : `${count} contracts`),
    approval: (id: string) => `Approval ${id}`,
    corp: (id: string) => `Organisation ${id}`,
    order: (id: string) => `Order ${id}`,
    timeZone: (zone: string) => `Time zone: ${zone}`,
    messages: {
      zh: 'Language of messages: 中文',
      en: 'Language of messages: English',
      both: 'Language of messages: both',
    },
    '+': (day: string) => `Added ${day}`,
    '−': (day: string) => `Removed ${day}`,
  },
}

const dot = ' · '

/** Who acted, in the reader's language where it was no person. */
export function auditActor({ userId, name }: Entry, language: Language): string {
  const isPerson = userId !== '' && userId !== 'server'
  return isPerson ? name : word(name, language)
}

/** What an action was about besides a contract, in the reader's language. */
export function auditDetail(entry: Entry, language: Language): string | null {
  const { kind, detail, at } = entry
  const say = sentences[language]
  if (detail === null) return null
  switch (kind) {
    case 'approval-opened':
      return say.approval(detail)
    case 'export-taken':
      return each(detail, ' ', language).join(' ')
    case 'flows-imported':
      return say.flows(Number(detail))
    case 'flow-registered':
      return detail.split(', ').join(say.between)
    case 'terms-changed':
      return each(detail, ', ', language).join(say.between)
    case 'assistant-asked':
      return each(detail, dot, language).join(dot)
    case 'settings-changed':
      return detail
        .split(dot)
        .map((setting) => settingText(setting, language, at))
        .join(dot)
    case 'corp-refreshed':
    case 'developer-initialised':
    case 'package-ordered':
    case 'data-deleted':
      return operatorText(detail, entry, language)
    default:
      return detail
  }
}

function word(code: string, language: Language): string {
  return Object.hasOwn(words[language], code) ? (words[language][code] ?? code) : code
}

function each(detail: string, separator: string, language: Language): string[] {
  return detail.split(separator).map((code) => word(code, language))
}

/** A setting's new value: a key, a language, a day such as `+ 2026-10-01 off`, or a time zone. */
function settingText(setting: string, language: Language, at: number): string {
  const say = sentences[language]
  const [sign = '', day = '', kind = ''] = setting.split(' ')
  if (sign === '+' || sign === '−') return say[sign](`${day} ${word(kind, language)}`)
  const chosen = messageLanguages.find((value) => value === setting)
  if (chosen !== undefined) return say.messages[chosen]
  if (isTimeZone(setting)) return say.timeZone(zoneName(setting, language, at))
  return word(setting, language)
}

/**
 * An operator's action: in the operator's own audit the organisation, then an order if it was about
 * one; in the organisation's, where the operator has another user id, the order alone.
 */
function operatorText(detail: string, { userId }: Entry, language: Language): string {
  const say = sentences[language]
  const parts = detail.split(' ')
  const [corpId, orderId] = userId.includes(':') ? [undefined, ...parts] : parts
  return [corpId && say.corp(corpId), orderId && say.order(orderId)].filter(Boolean).join(dot)
}
