import type { CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { Language } from '#shared/rules/languages.ts'

/** States and troubles of an organisation. */
export const corpConditionNames = {
  zh: {
    active: '使用中',
    stopped: '已停用',
    relieved: '已解除',
    ended: '已到期',
    'not-installed': 'e签宝 未安装',
    'not-authorised': '未授权',
    'not-verified': '未实名',
    'not-initialised': '未初始化',
    'permissions-missing': '缺少权限',
    'contracts-low': '余量不足',
  },
  en: {
    active: 'Active',
    stopped: 'Stopped',
    relieved: 'Left the app',
    ended: 'Ended',
    'not-installed': 'eSign not installed',
    'not-authorised': 'Not authorised',
    'not-verified': 'Not verified',
    'not-initialised': 'Not initialised',
    'permissions-missing': 'Permissions missing',
    'contracts-low': 'Few contracts left',
  },
} satisfies Record<Language, Record<CorpState | CorpTrouble, string>>

/** What operators are shown of an organisation. */
export const corpFactNames = {
  zh: {
    corpId: '组织编号',
    bought: '购买的商品',
    boughtUntil: '有效期至',
    flows: '本月合同',
    since: '首次使用',
    lastSeen: '最近登录',
    lastEvent: '最近事件',
    admins: '管理员',
    agentId: '应用编号（agentId）',
  },
  en: {
    corpId: 'Corp id',
    bought: 'Bought item',
    boughtUntil: 'Valid until',
    flows: 'Contracts this month',
    since: 'First used',
    lastSeen: 'Last sign-in',
    lastEvent: 'Latest event',
    admins: 'Administrators',
    agentId: 'Agent id',
  },
} satisfies Record<Language, Record<string, string>>

/** What has happened, by DingTalk's name of its event. */
export const dingtalkEventNames = {
  zh: {
    org_suite_auth: '开通',
    org_suite_change: '变更授权范围',
    org_suite_relieve: '解除授权',
    org_micro_app_stop: '停用',
    org_micro_app_restore: '重新启用',
    org_micro_app_remove: '移除应用',
    org_micro_app_scope_update: '变更可见范围',
    market_order: '购买',
    market_service_close: '服务关闭',
    suite_ticket: '推送票据',
  },
  en: {
    org_suite_auth: 'Turned on',
    org_suite_change: 'Authorisation changed',
    org_suite_relieve: 'Left the app',
    org_micro_app_stop: 'Stopped',
    org_micro_app_restore: 'Restored',
    org_micro_app_remove: 'Removed',
    org_micro_app_scope_update: 'Visibility changed',
    market_order: 'Bought',
    market_service_close: 'Service closed',
    suite_ticket: 'Ticket pushed',
  },
} satisfies Record<Language, Readonly<Record<string, string>>>
