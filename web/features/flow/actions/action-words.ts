import { params } from '#shared/rules/words/template.ts'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import { defineWords } from '#web/i18n/words.ts'

/** The words inside the sheets of a flow's actions. */
export const actionWords = defineWords({
  zh: {
    someone: '一位签署人',

    approvals: '钉钉审批',
    approveWhere: '请在 OA审批 › 待我处理 里找：',
    copyTitle: '复制标题',
    revokeHow: '请在 e签宝 打开这份合同，选择“撤回”。',
    draftTitle: '继续草稿',
    draftNote: '在 e签宝页面完成设置并发出。',
    draftOpen: '去 e签宝页面继续',
    draftWhere: params('在 钉钉 › 工作台 › e签宝 › 草稿箱 里找“{title}”。'),

    reminderTitle: '催办',
    reminderGroup: '钉钉提醒',
    reminderWhom: params('将用钉钉工作通知提醒 {names}。'),
    reminderNote: `每 ${reminderLimits.intervalMinutes} 分钟只能催办一次，操作日志里会记下这次催办。`,
    reminderSend: '发送提醒',
    reminderSending: '正在发送…',
    reminderSent: params('已提醒 {names}'),
    reminderOthers: params('也在等待 {names}，但不知道对方的钉钉账号，无法直接提醒。'),
    reminderReach: '用其他方式提醒',

    reachTitle: '提醒对方',
    reachWaits: params('合同正在等待 {names}。'),
    reachNoLink: params('e签宝 没有提供 {names} 的签署链接。'),
    reachWhy: '不知道对方的钉钉账号，无法直接提醒。',
    reachDing: '选择同事，发 DING 提醒',
    reachPreparing: '正在准备…',
    reachNote: '提醒里带有链接，组织内打开的人都能查看这份合同的进度。',
    nudge: '提醒发起人',
    nudged: params('已提醒 {names}'),
    reachOpened: '已打开 DING，请在钉钉里确认发送。',
    reachRefused: params('钉钉没有打开（{code}）。请复制提醒文字，发给对方。'),
    reachCopy: '复制提醒文字',
    pickerTitle: '选择要提醒的同事',

    shareTitle: '分享进度',
    shareWho: params('组织内打开链接的人都能查看这份合同的进度，{time} 前有效。'),
    sharePreparing: '正在生成链接…',
    shareToDingTalk: '分享到钉钉',
    shareRefused: params('钉钉没有打开分享（{code}）。请复制链接发送。'),
    shareCopy: '复制链接',
  },
  en: {
    someone: 'a signer',

    approvals: 'DingTalk approvals',
    approveWhere: 'Look in OA approval › Pending for:',
    copyTitle: 'Copy the title',
    revokeHow: 'Open this contract in eSign and choose “Revoke” (撤回).',
    draftTitle: 'Continue the draft',
    draftNote: 'Complete and send it on the eSign page.',
    draftOpen: 'Continue on the eSign page',
    draftWhere: 'Look for “{title}” in DingTalk › Workbench › eSign › Drafts (草稿箱).',

    reminderTitle: 'Remind',
    reminderGroup: 'DingTalk reminder',
    reminderWhom: '{names} will be reminded by a DingTalk work notification.',
    reminderNote: `At most one reminder every ${reminderLimits.intervalMinutes} minutes. It will appear in the activity log.`,
    reminderSend: 'Send reminder',
    reminderSending: 'Sending…',
    reminderSent: 'Reminded {names}',
    reminderOthers:
      'Also waiting for {names}. Their DingTalk account is not known, so they cannot be reminded directly.',
    reminderReach: 'Remind in another way',

    reachTitle: 'Contact the signer',
    reachWaits: 'The contract is waiting for {names}.',
    reachNoLink: 'eSign gives no signing link for {names}.',
    reachWhy: 'Their DingTalk account is not known, so they cannot be reminded directly.',
    reachDing: 'Choose a colleague and send a DING',
    reachPreparing: 'Preparing…',
    reachNote:
      'The reminder comes with a link. Anyone in the organisation who opens it can follow this contract’s progress.',
    nudge: 'Remind the initiator',
    nudged: '{names} reminded',
    reachOpened: 'The DING is open. Send it in DingTalk.',
    reachRefused: 'DingTalk did not open it ({code}). Copy the reminder and send it yourself.',
    reachCopy: 'Copy the reminder',
    pickerTitle: 'Choose whom to remind',

    shareTitle: 'Share progress',
    shareWho:
      'Anyone in the organisation who opens the link can follow this contract’s progress, until {time}.',
    sharePreparing: 'Making a link…',
    shareToDingTalk: 'Share to DingTalk',
    shareRefused: 'DingTalk did not open its panel ({code}). Copy the link and send it yourself.',
    shareCopy: 'Copy link',
  },
})

/** Below the title of a sent link, in both languages, as it is not known which one people read. */
export const linkText = '点开查看签署进度 · Open to see the signing progress'
