import type { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import type { CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { KeptOrder } from '#proxy/base/store/corps/order-journal.ts'

type Status =
  | (typeof installStatuses)[number]
  | (typeof authorisationStatuses)[number]
  | (typeof realNameStatuses)[number]

type Words = {
  corps: readonly string[]
  orders: readonly string[]
  states: Record<CorpState, string>
  statuses: Record<Status, string>
  troubles: Record<CorpTrouble, string>
  orderKinds: Record<KeptOrder['kind'], string>
  orderStates: Record<KeptOrder['state'], string>
  /** Descriptions of DingTalk's events, by DingTalk's name. */
  events: Readonly<Record<string, string>>
}

export const fileWords = {
  zh: {
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
