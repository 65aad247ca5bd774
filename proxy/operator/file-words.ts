import type { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import type { CorpFilter, CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { OperatorHealth } from '#shared/schemas/operator.ts'
import type { KeptOrder } from '#proxy/store/corps/order-journal.ts'

type Status =
  | (typeof installStatuses)[number]
  | (typeof authorisationStatuses)[number]
  | (typeof realNameStatuses)[number]

type Health = {
  head: readonly string[]
  eventMode: string
  modes: Record<OperatorHealth['events']['mode'], string>
  line: string
  lines: Record<OperatorHealth['events']['lines'][number]['state'], string>
  lastFrame: string
  lastEvent: string
  eventsWaiting: string
  eventsFailed: string
  suiteTicket: string
  known: string
  missing: string
  tokens: string
  tokenCalls: Record<OperatorHealth['tokens']['mode'], string>
  fallenBack: string
  corps: string
  filters: Record<CorpFilter, string>
  refused: string
}

type Words = {
  health: Health
  corps: readonly string[]
  refused: readonly string[]
  orders: readonly string[]
  states: Record<CorpState, string>
  statuses: Record<Status, string>
  troubles: Record<CorpTrouble, string>
  orderKinds: Record<KeptOrder['kind'], string>
  orderStates: Record<KeptOrder['state'], string>
  /** Descriptions of DingTalk's events, by DingTalk's name. */
  events: Readonly<Record<string, string>>
}

/** The words of the operators' files. */
export const fileWords = {
  zh: {
    health: {
      head: ['项目', '情况', '时间'],
      eventMode: '钉钉事件',
      modes: { stream: '长连接', http: 'HTTP 推送', off: '未接收' },
      line: '连接',
      lines: { open: '已连接', connecting: '正在连接', waiting: '等待重连' },
      lastFrame: '最近一次收到数据',
      lastEvent: '最近一次事件',
      eventsWaiting: '等待处理的事件',
      eventsFailed: '7 天内处理失败的事件',
      suiteTicket: '套件票据',
      known: '正常',
      missing: '未收到',
      tokens: '访问凭证',
      tokenCalls: { corp: '按组织获取', unified: '统一获取' },
      fallenBack: '统一获取被拒绝，已改为按组织获取',
      corps: '组织数',
      filters: {
        all: '全部',
        active: '使用中',
        stopped: '已停用',
        relieved: '已解除授权',
        trouble: '有问题',
        ending: '30 天内到期',
        ended: '已到期',
        'not-installed': 'e签宝 未安装',
        'not-authorised': '未授权',
        'not-verified': '未实名',
        'not-initialised': '未初始化',
        'permissions-missing': '缺少权限',
        'contracts-low': '余量不足',
      },
      refused: '7 天内被拒绝的调用',
    },
    corps: [
      '组织编号',
      '名称',
      '状态',
      'e签宝应用',
      '授权',
      '实名',
      '剩余合同',
      '预计可用天数',
      '已购版本',
      '到期时间',
      '本月合同',
      '最近事件',
      '事件时间',
      '最近登录',
      '开通时间',
      '问题',
      '缺少的权限',
      '应用编号（agentId）',
      '管理员',
      'e签宝状态读取时间',
    ],
    refused: ['日期', '组织编号', '名称', '原因', '代码', '次数', '最近时间'],
    orders: [
      '下单时间',
      '组织编号',
      '名称',
      '订单号',
      '下单方式',
      '结果',
      '份数',
      '商品编码',
      '商品名称',
      '实付金额（元）',
      '生效时间',
      '失效时间',
      'e签宝订单号',
      '下单人编号',
      '下单人',
    ],
    states: { active: '使用中', stopped: '已停用', relieved: '已解除授权' },
    statuses: {
      installed: '已安装',
      'not-installed': '未安装',
      authorised: '已授权',
      'not-authorised': '未授权',
      verified: '已实名',
      'not-verified': '未实名',
      unknown: '未知',
    },
    troubles: {
      ended: '订阅已到期',
      'not-installed': '未安装 e签宝',
      'not-authorised': '未授权',
      'not-verified': '未实名',
      'not-initialised': '未初始化',
      'permissions-missing': '缺少权限',
      'contracts-low': '合同余量不足',
    },
    orderKinds: { channel: '分润模式', resale: '底价结算模式' },
    orderStates: { placed: '已下单', refused: '被拒绝', unknown: '结果未知' },
    events: {
      org_suite_auth: '开通',
      org_suite_change: '变更授权范围',
      org_suite_relieve: '解除授权',
      org_micro_app_stop: '停用',
      org_micro_app_restore: '重新启用',
      org_micro_app_remove: '移除应用',
      org_micro_app_scope_update: '变更可见范围',
      market_order: '购买',
      market_service_close: '服务关闭',
    },
  },
  en: {
    health: {
      head: ['Item', 'State', 'Time'],
      eventMode: 'Events of DingTalk',
      modes: { stream: 'stream', http: 'HTTP push', off: 'not received' },
      line: 'Connection',
      lines: { open: 'open', connecting: 'connecting', waiting: 'waiting for the next attempt' },
      lastFrame: 'Data last received',
      lastEvent: 'Last event',
      eventsWaiting: 'Events waiting',
      eventsFailed: 'Events that failed in 7 days',
      suiteTicket: 'Suite ticket',
      known: 'known',
      missing: 'missing',
      tokens: 'Access tokens',
      tokenCalls: { corp: 'for each organization', unified: 'unified' },
      fallenBack: 'the unified call was refused; fetched for each organization',
      corps: 'Organizations',
      filters: {
        all: 'all',
        active: 'active',
        stopped: 'stopped',
        relieved: 'given up',
        trouble: 'with trouble',
        ending: 'ending in 30 days',
        ended: 'ended',
        'not-installed': 'eSign not installed',
        'not-authorised': 'not authorized',
        'not-verified': 'not verified',
        'not-initialised': 'not initialized',
        'permissions-missing': 'permissions missing',
        'contracts-low': 'few contracts left',
      },
      refused: 'Calls refused in 7 days',
    },
    corps: [
      'Corp id',
      'Name',
      'State',
      'eSign app',
      'Authorization',
      'Verified',
      'Contracts left',
      'Days they last',
      'Bought',
      'Bought until',
      'Contracts this month',
      'Last event',
      'Time of event',
      'Last sign-in',
      'Since',
      'Troubles',
      'Missing permissions',
      'Agent id',
      'Administrators',
      'State in eSign read at',
    ],
    refused: ['Day', 'Corp id', 'Name', 'Reason', 'Code', 'Calls', 'Last'],
    orders: [
      'Ordered at',
      'Corp id',
      'Name',
      'Order id',
      'Mode',
      'Result',
      'Contracts',
      'Item code',
      'Item name',
      'Paid (yuan)',
      'Valid from',
      'Valid until',
      'Order id of eSign',
      'Ordered by (user id)',
      'Ordered by',
    ],
    states: { active: 'active', stopped: 'stopped', relieved: 'given up' },
    statuses: {
      installed: 'installed',
      'not-installed': 'not installed',
      authorised: 'authorized',
      'not-authorised': 'not authorized',
      verified: 'verified',
      'not-verified': 'not verified',
      unknown: 'unknown',
    },
    troubles: {
      ended: 'subscription ended',
      'not-installed': 'eSign not installed',
      'not-authorised': 'not authorized',
      'not-verified': 'not verified',
      'not-initialised': 'not initialized',
      'permissions-missing': 'permissions missing',
      'contracts-low': 'few contracts left',
    },
    orderKinds: { channel: 'channel', resale: 'resale' },
    orderStates: { placed: 'placed', refused: 'refused', unknown: 'outcome unknown' },
    events: {
      org_suite_auth: 'turned on',
      org_suite_change: 'authorization changed',
      org_suite_relieve: 'left the app',
      org_micro_app_stop: 'stopped',
      org_micro_app_restore: 'restored',
      org_micro_app_remove: 'removed',
      org_micro_app_scope_update: 'visibility changed',
      market_order: 'bought',
      market_service_close: 'service closed',
    },
  },
} as const satisfies Record<FileLanguage, Words>
