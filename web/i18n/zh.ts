import { params } from '@nanostores/i18n'
import { count } from './count.ts'
import { statusNames } from '#shared/rules/codes/flow-status-names.ts'

export const pageWords = {
  actions: '操作',
  appName: '合同进度',
  cancel: '取消',
  close: '关闭',
  copy: '复制',
  copied: '已复制',
  notCopied: '没有复制成功',
  notLoaded: '页面没有加载完整',
  notLoadedNext: '可能是网络中断，或应用刚刚更新。请重新加载。',
  home: '返回首页',
  loading: '正在加载…',
  noNetwork: '没有网络，请稍后再试',
  opening: '正在打开…',
  notRefreshed: '未能更新',
  refresh: '刷新',
  refreshed: '已更新',
  reload: '重新加载',
  retry: '重试',
  otherLanguage: 'English',
}

/** The app's top pages. */
export const navigationWords = {
  label: '主导航',
  home: '合同',
  start: '发起合同',
  admin: '管理台',
  me: '我的',
  /** For screen readers, after the name of the first page; `count` is "3" or "99+". */
  waiting: params('{count} 份等您处理'),
}

export const statusWords = {
  ...statusNames.zh,
  unknown: params('未知状态（{code}）'),
}

export const flowWords = {
  pageTitle: '合同进度',
  turnToSign: '轮到您签署',
  turnToApprove: '轮到您审批用印',
  approveWhere: '请在钉钉审批或 e签宝里处理',
  untitled: '未命名合同',
  choices: '通知与提醒',
  initiator: '发起人',
  organization: '发起主体',
  taskId: '任务编号',
  notProvided: 'e签宝未提供',
  /** With a short `zone`, such as GMT+8. */
  deadlineLeft: params('剩 {duration}，截止 {time} ({zone})'),
  deadlinePast: params('已过截止时间 {duration}，截止 {time} ({zone})，e签宝尚未标为过期'),
  deadlineWas: params('截止时间 {time} ({zone})'),
  updatedAgo: params('{ago}更新'),
  /** The content comes from the device cache. */
  keptUpdating: params('{ago}的内容，正在更新…'),
  finishDraft: '请在 e签宝页面完成设置并发出。',
  unreached: '网络不通，恢复后自动更新。',
  remind: '催办',
  /** The flow was started only recently. */
  reminderLater: params('合同刚发起，{duration}后（{time}）可以催办。'),
  /** Others can be contacted now. */
  reminderRestLater: params('{duration}后（{time}）可以催办全部签署人。'),
  reminderAgainLater: params('刚催办过，{duration}后（{time}）可以再次催办。'),
  share: '分享',
  /** For screen readers when the page changes on its own. */
  news: params('有新进展：{sentence}'),
}

/** One sentence for each kind of next step. */
export const nextStepWords = {
  /** The separator between names. */
  between: '、',
  /** Appended to the first part of a sentence. */
  waited: params('，已 {duration}'),
  followedBy: params('，之后由 {people} 签署'),
  draft: '草稿，发起人还没有发出，暂时无人需要签署。',
  waitingForSignature: params('等待 {people} 签署{waited}{followed}。'),
  waitingForAnyone: params('等待签署，尚未签署：{people}。'),
  waitingForSealApproval: params('等待用印审批{waited}{followed}。'),
  waitingForSealApprovalBy: params('等待 {people} 审批用印{waited}{followed}。'),
  sealApprovalRefused: '用印审批被拒绝，签署无法继续，请联系发起人。',
  sealApprovalRefusedBy: params('{people} 拒绝了用印审批，签署无法继续，请联系发起人。'),
  sealToBeAskedAgain: params('用印审批被拒绝，等待 {signers} 重新申请用印{waited}{followed}。'),
  sealToBeAskedAgainAfter: params(
    '{people} 拒绝了用印审批，等待 {signers} 重新申请用印{waited}{followed}。',
  ),
  /** Several people are waited for, with different tasks. */
  waitingForSeveral: params('等待 {things}{waited}{followed}。'),
  betweenThings: '、',
  toSign: params('{people} 签署'),
  toApprove: params('{people} 审批用印'),
  toAskAgain: params('{people} 重新申请用印'),
  someoneToSign: '签署',
  someoneToApprove: '用印审批',
  someoneToAskAgain: '重新申请用印（如需要）',
  waitedLongest: params('，最长已 {duration}'),
  'signing-unknown-who': '等待签署。',
  signingUnknownWhoSince: params('等待签署，最近一次操作在 {ago}。'),
  refusedNotEnded:
    '有签署人已拒签，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
  refusedNotEndedBy: params(
    '{people} 已拒签，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
  ),
  'all-signed-not-completed':
    '所有人已签署，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
  completed: '所有签署已完成，无需再操作。',
  completedNotAllSigned: '流程已完成，但有签署人显示为未签署，请以合同文件为准。',
  completedNotAllSignedBy: params('流程已完成，但 {people} 显示为未签署，请以合同文件为准。'),
  revoked: '发起人已撤销，合同不会再签署。',
  terminated: '流程因故终止，无法继续签署。如仍需签署，请发起人重新发起。',
  expired: '已过签署截止时间。如仍需签署，请发起人重新发起。',
  deleted: '流程已被删除。如仍需签署，请发起人重新发起。',
  refused: '有签署人拒签，流程已结束。如仍需签署，请发起人重新发起。',
  refusedBy: params('{people} 拒签，流程已结束。如仍需签署，请发起人重新发起。'),
  unknown: 'e签宝返回了我们还不认识的状态，请看操作日志，或联系发起人。',
  reason: params('说明：{reason}'),
}

export const signerWords = {
  title: '签署人',
  empty: '还没有签署人。',
  unnamed: '未提供姓名',
  failed: '签署人暂时无法获取，请稍后刷新。',
  fromRecord: '签署人状态暂时无法从 e签宝获取，以下是在本应用发起时的记录。',
  progress: params('{signed}/{total} 已签'),
  me: '我',
  together: '同时签署',
  notListed: 'e签宝未列出',
  notRead: '状态未知',
  signedAt: params('{time} 签署'),
  refusedAt: params('{time} 拒签'),
  refusedBecause: params('说明：{reason}'),
  passedAway: '已转签给他人',
  passedFrom: params('由 {name} 转签'),
  passedToThis: '由他人转签',
  copies: params('抄送：{names}'),
  company: '企业章',
  personal: '个人章',
  waiting: '待签署',
  unsigned: '未签署',
  signed: '已签署',
  'in-approval': '用印审批中',
  refused: '已拒签',
  unknown: params('未知状态（{code}）'),
}

export const approvalWords = {
  title: '用印审批',
  failed: '用印审批暂时无法获取，请稍后刷新。',
  unnamed: '用印审批',
  sponsor: params('{name} 发起'),
  sponsoredAt: '发起于',
  endedAt: '结束于',
  noApprover: '未提供审批人',
  upToThemSince: '开始于',
  reason: params('拒绝原因：{reason}'),
  seal: '查看印章',
  waiting: '等待审批',
  approving: '审批中',
  undecided: '未审批',
  agreed: '已同意',
  refused: '已拒绝',
  unknown: params('未知状态（{code}）'),
}

export const documentWords = {
  title: '合同文件',
  show: '查看文件',
  kind: '合同',
  pages: params('{pages} 页'),
  empty: '还没有可查看的文件。',
  unnamed: '未命名文件',
  takeAll: '全部下载（zip）',
  others: params('等 {count} 个文件'),
}

export const timeWords = {
  justNow: '刚刚',
  minutesAgo: count({ many: '{count} 分钟前' }),
  hoursAgo: count({ many: '{count} 小时前' }),
  daysAgo: count({ many: '{count} 天前' }),
  monthsAgo: count({ many: '{count} 个月前' }),
  yearsAgo: count({ many: '{count} 年前' }),
  soon: '稍后',
  days: count({ many: '{count} 天' }),
  hours: count({ many: '{count} 小时' }),
  minutes: count({ many: '{count} 分钟' }),
  seconds: count({ many: '{count} 秒' }),
  underMinute: '不到 1 分钟',
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
  urge: '本应用催办',
}

/** Each stage is named by what the time was spent on. */
export const stageWords = {
  title: '各阶段用时',
  total: params('共 {duration}'),
  soFar: params('至今 {duration}'),
  preparation: '准备',
  signature: '签署',
  refusal: '拒签',
  'seal-request': '申请用印',
  'seal-approval': '同意用印',
  'seal-refusal': '拒绝用印',
  'passing-on': '转签或转交',
  completion: '归档',
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
  filterByKind: '按操作筛选',
  filterByPerson: '按人员筛选',
  search: '搜索操作、人员或说明',
  allKinds: '全部操作',
  allPeople: '全部人员',
  otherKinds: '其他操作',
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
