import { count, params } from './template.ts'

/** What is next in a flow: one sentence for each kind of next step, and its parts. */
export const sentenceWords = {
  between: '、',
  /** The last of those who are named, and how many they are with the others. */
  andOthers: params('{name} 等 {count} 人'),
  /** Appended to the first part of a sentence. */
  waited: params('，已 {duration}'),
  waitedSinceNow: '，刚刚开始',
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
  unknown: '请看操作日志，或联系发起人。',
}

/** How long something takes, or how long ago it was. */
export const durationWords = {
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
  underMinute: '不到 1 分钟',
  /** In place of a length of time that has lasted for less than a minute. */
  sinceNow: '刚刚开始',
}

export const signerStateWords = {
  waiting: '待签署',
  unsigned: '未签署',
  later: '未轮到',
  signed: '已签署',
  'in-approval': '用印审批中',
  refused: '已拒签',
  unknown: params('未知状态（{code}）'),
  notListed: 'e签宝未列出',
  notRead: '状态未知',
}

export const approvalStateWords = {
  waiting: '等待审批',
  approving: '审批中',
  undecided: '未审批',
  agreed: '已同意',
  refused: '已拒绝',
  unknown: params('未知状态（{code}）'),
}

/** What the time of a finished stage was spent on. */
export const finishedStageWords = {
  preparation: '准备',
  signature: '签署',
  refusal: '拒签',
  'seal-request': '申请用印',
  'seal-approval': '同意用印',
  'seal-refusal': '拒绝用印',
  'passing-on': '转签或转交',
  completion: '归档',
}

/** For a status of a flow that we do not know. */
export const otherStatus = '其他状态'
