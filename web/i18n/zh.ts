import {
  approvalStateWords,
  durationWords,
  finishedStageWords,
  otherStatus,
  sentenceWords,
  signerStateWords,
} from '#shared/rules/words/zh.ts'
import { count, params } from '#shared/rules/words/template.ts'
import { statusNames } from '#shared/rules/codes/flow-status-names.ts'

export const pageWords = {
  actions: '操作',
  appName: '合同进度',
  cancel: '取消',
  close: '关闭',
  copy: '复制',
  copied: '已复制',
  details: '详情',
  notCopied: '没有复制成功',
  notLoaded: '页面没有加载完整',
  notLoadedNext: '可能是网络中断，或应用刚刚更新。请重新加载。',
  home: '返回首页',
  signInAgain: '重新登录',
  loading: '正在加载…',
  unfold: '展开',
  fold: '收起',
  more: '更多',
  noNetwork: '没有网络，请稍后再试',
  opening: '正在打开…',
  notRefreshed: '未能更新',
  notices: '通知',
  otherNotices: count({ many: '还有 {count} 条' }),
  refresh: '刷新',
  refreshed: '已更新',
  reload: '重新加载',
  retry: '重试',
  skipToContent: '跳到内容',
  skipToFlow: '跳到合同',
  otherLanguage: 'English',
}

/** The app's top pages. */
export const navigationWords = {
  label: '主导航',
  home: '合同',
  start: '发起',
  admin: '管理台',
  me: '我的',
  /** For screen readers, after the name of the first page; `count` is "3" or "99+". */
  waiting: params('{count} 份等您处理'),
  /** For screen readers, after the name of the last page. */
  requests: count({ many: '{count} 个查看申请' }),
}

export const statusWords = {
  ...statusNames.zh,
  unknown: otherStatus,
}

export const flowWords = {
  pageTitle: '合同进度',
  turnToSign: '轮到您签署',
  turnToApprove: '轮到您审批用印',
  turnToApprovePerhaps: '可能轮到您审批用印',
  onlyName: params('e签宝 只给出姓名“{name}”，请在审批里确认'),
  byName: '按姓名',
  /** After the requester's turn. */
  turnWaited: params('已等 {duration}'),
  untitled: '未命名合同',
  choices: '通知与提醒',
  terms: '履约信息',
  initiator: '发起人',
  startedBy: params('{name} 发起'),
  organization: '发起主体',
  taskId: '任务编号',
  notProvided: 'e签宝未提供',
  /** `zone` is empty, or `inZone` with a zone such as GMT+8. */
  deadlineLeft: params('剩 {duration}，{time} 截止{zone}'),
  deadlinePast: params('已过截止时间 {duration}，{time} 截止{zone}，e签宝尚未标为过期'),
  deadlineWas: params('{time} 截止{zone}'),
  inZone: params('（{zone}）'),
  facts: '合同信息',
  fullTitle: '合同标题',
  startedAt: '发起时间',
  deadline: '截止时间',
  counterparts: '对方',
  copies: '抄送',
  statusCode: 'e签宝状态码',
  updatedAgo: params('{ago}更新'),
  /** The content comes from the device cache. */
  keptUpdating: params('{ago}的内容，正在更新…'),
  finishDraft: '请在 e签宝页面完成设置并发出。',
  unreached: '没有网络，恢复后自动更新。',
  remind: '催办',
  /** The flow was started only recently. */
  reminderLater: params('合同刚发起，{duration}后（{time}）可以催办。'),
  /** Others can be contacted now. */
  reminderRestLater: params('现在可以提醒 {people}；{others} 要到 {time} 以后'),
  reminderAgainLater: params('刚催办过，{duration}后（{time}）可以再次催办。'),
  share: '分享',
  approve: '去审批',
  continue: '继续',
  startAgain: '重新发起',
  useAgain: '再发起一份',
  viewSigned: '查看已签文件',
  download: '下载',
  revoke: '撤回合同',
  copyTaskId: '复制任务编号',
  /** For screen readers when the page changes on its own. */
  news: params('有新进展：{sentence}'),
}

/** One sentence for each kind of next step. */
export const nextStepWords = {
  ...sentenceWords,
  /** Above the reason that a person gave. */
  reason: '说明',
  refusalReason: '拒签原因',
  refusalReasonOf: params('{people} 的拒签原因'),
  revocationReason: '撤销原因',
}

export const signerWords = {
  title: '签署人',
  empty: '还没有签署人。',
  unfold: count({ many: '展开其余 {count} 人' }),
  unnamed: '未提供姓名',
  failed: '签署人暂时无法获取，请稍后刷新。',
  fromRecord: '签署人状态暂时无法从 e签宝获取，以下是在本应用发起时的记录。',
  progress: params('{signed}/{total} 已签'),
  me: '我',
  signedAt: params('{time} 签署'),
  refusedAt: params('{time} 拒签'),
  remindedTimes: count({ many: '已提醒 {count} 次' }),
  linkTaken: count({ many: '已取链接 {count} 次' }),
  outside: '外部',
  step: params('第 {step} 步 · 同时签署'),
  passedAway: '已转签给他人',
  passedFrom: params('由 {name} 转签'),
  passedToThis: '由他人转签',
  remark: params('备注：{text}'),
  copies: params('抄送：{names}'),
  company: '企业章',
  personal: '个人章',
  ...signerStateWords,
}

export const approvalWords = {
  title: '用印审批',
  failed: '用印审批暂时无法获取，请稍后刷新。',
  unnamed: '用印审批',
  sponsor: params('{name} 发起'),
  sponsoredAt: '发起于',
  endedAt: '结束于',
  noApprover: '未提供审批人',
  upToThemSince: params('{time} 开始'),
  reason: params('拒绝原因：{reason}'),
  seal: '查看印章',
  ...approvalStateWords,
}

export const documentWords = {
  title: '合同文件',
  show: '查看文件',
  kind: '合同',
  pages: params('{pages} 页'),
  empty: '还没有可查看的文件。',
  unnamed: '未命名文件',
  attachment: '附件 · 只能在 e签宝 打开',
  attachmentsElsewhere: '附件不在这里显示，请在 e签宝 查看',
  files: count({ many: '{count} 个文件' }),
  takeAll: '全部下载（zip）',
  others: params('等 {count} 个文件'),
  beside: '在页面上显示文件',
}

export const timeWords = {
  ...durationWords,
  /** A point in time; `month` is one of `months`. */
  today: params('今天 {clock}'),
  yesterday: params('昨天 {clock}'),
  dayOfYear: params('{month}月{day}日 {clock}'),
  dayOfOtherYear: params('{year}年{month}月{day}日'),
  timeOfOtherYear: params('{year}年{month}月{day}日 {clock}'),
  /** From January. */
  months: '1 2 3 4 5 6 7 8 9 10 11 12',
  /** A day as a heading; `weekday` is one of `weekdays`. */
  dayWithWeekday: params('{month}月{day}日 {weekday}'),
  dayOfOtherYearWithWeekday: params('{year}年{month}月{day}日 {weekday}'),
  /** From Sunday. */
  weekdays: '周日 周一 周二 周三 周四 周五 周六',
}

/** What people did, by the kind of operation. */
export const logTypeWords = {
  'flow-created': '创建流程',
  'flow-deleted': '删除流程',
  'flow-updated': '更新流程',
  'flow-started': '开启流程',
  'flow-revoked': '撤回流程',
  'flow-expired': '流程过期',
  'flow-archived': '归档流程',
  'flow-viewed': '查看流程',
  'flow-handed-over': '转交',
  'sign-area-added': '添加签署区',
  'sign-area-removed': '删除签署区',
  'sign-area-updated': '更新签署区',
  signed: '签署',
  'sign-delegated': '转签',
  'sign-notified': '通知签署',
  'sign-refused': '拒绝签署',
  'seal-approval-started': '发起用印审批',
  'seal-approval-agreed': '同意用印审批',
  'seal-approval-refused': '拒绝用印审批',
  'document-added': '添加文档',
  'document-removed': '删除文档',
  'document-updated': '更新文档',
  'attachment-added': '添加附件',
  'attachment-removed': '删除附件',
  'attachment-updated': '更新附件',
  'participant-added': '添加参与人',
  'participant-removed': '删除参与人',
  'participant-updated': '更新参与人',
  unknown: params('其他操作（{code}）'),
  reminder: '本应用催办',
}

/** Each stage is named by what the time was spent on. */
export const stageWords = {
  title: '各阶段用时',
  total: params('共 {duration}'),
  soFar: params('至今 {duration}'),
  ...finishedStageWords,
  revocation: '撤销前的等待',
  expiry: '过期前的等待',
  deletion: '删除前的等待',
  'unknown-end': '之后（结束时间未知）',
  drafting: '起草中',
  'waiting-for-signature': '等待签署',
  'waiting-for-seal-approval': '等待用印审批',
  waiting: '等待中',
  times: params('（{count} 次）'),
  running: params('{duration}，自 {since}'),
  unknownDuration: '用时未知',
  showAll: params('显示全部 {count} 个阶段'),
  note: '每段从上一步结束算起，依据 e签宝的记录。',
}

export const signWords = {
  sign: '去签署',
  signMaybe: '打开签署页面',
  maybeNote: '如果您是签署人，可以在 e签宝页面签署。',
}

export const timelineWords = {
  title: '操作日志',
  empty: '还没有操作记录。',
  olderToCome: '更早的记录正在加载…',
  noMatch: '没有符合条件的记录。',
  search: '搜索操作、人员或说明',
  signing: '签署',
  approval: '审批',
  reminding: '提醒',
  viewing: '查看',
  files: '文件',
  other: '其他',
  found: count({ many: '找到 {count} 条' }),
  timeZone: params('时间按 {zone} 显示'),
  unknownOperator: '未知操作人',
  /** e签宝's name for itself in its log. */
  system: '系统',
  unknownTime: '时间未知',
  isNew: '新',
  newSince: params('上次查看（{time}）后新增 {news}'),
  news: count({ many: '{count} 条' }),
  reminded: params('已提醒 {names}'),
  someone: '未提供姓名的人',
  print: '审计记录',
  ours: '本应用',
  reminder: '催办',
  filter: '筛选',
  done: '完成',
  withoutFilter: params('取消筛选：{name}'),
  toTop: '回到顶部',
}
