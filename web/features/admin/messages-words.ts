import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

/** For the app's automatic messages on the admin's desk. */
export const messagesWords = defineWords({
  zh: {
    title: '通知与待办',
    retry: '立即重试',
    retried: '正在重新发送',
    allWell: '没有积压，也没有失败。',
    planned: count({ many: '{count} 条将按计划发送' }),
    between: '，',
    first: params('最早 {time}'),
    inTurn: '前一条发出后接着发',
    next: params('下次尝试 {time}'),
    last: params('最近 {time}'),
    code: params('钉钉返回 {code}'),
    missed: params('最近一条未送达：{who}'),
    message: '工作通知',
    reminder: '自动催办',
    todo: '待办',
    task: '流程中心任务',
    comment: '用印审批里的合同链接',
    robot: '机器人',
    robotUse: params('本月收到 {received} 条，在聊天里回复 {session} 次，经接口发送 {token} 次'),
    quotas: params('钉钉标准版每月额度：消息和事件 {messages}，接口调用 {calls}'),
    nearlySpent: '额度将用完',
    other: '其他',
    waiting: count({ many: '{count} 条等待' }),
    failed: count({ many: '{count} 条失败' }),
    unknown: count({ many: '{count} 条结果未知' }),
    'not-arrived': count({ many: '{count} 条未送达' }),
    'reason/permission-missing': '缺少接口权限：请在钉钉开发者后台为应用申请以下权限，然后重试。',
    'reason/template-missing':
      '没有消息模板：请在开发者后台创建并通过审核，再设置 DINGTALK_URGE_TEMPLATE_ID。',
    'reason/template-refused':
      '消息模板不可用：请在开发者后台确认模板已通过审核，且编号与设置一致。',
    'reason/agent-id-missing': '缺少 AgentId：请设置 DINGTALK_AGENT_ID。',
    'reason/process-centre-off':
      '钉钉不允许第三方应用在后台创建待办：请设置 DINGTALK_PROCESS_CENTRE=on，改用流程中心任务。',
    'reason/address-not-listed': '服务器出口地址未登记：请在开发者后台的“服务器出口 IP”中加入。',
    'reason/credentials-refused': '钉钉不接受应用凭证：请核对应用的 ID 和密钥。',
    'reason/app-closed': '本组织未启用应用：请在钉钉管理后台启用。',
    'reason/quota-spent': '本月接口调用量已用完：请在开发者后台购买，或等到下月。',
    'reason/person-outside': '收件人不在应用可见范围内：请在开发者后台扩大可见范围。',
    'reason/person-unknown': '收件人已不在本组织，无需处理。',
    'reason/refused': '钉钉拒绝了这条消息。',
    'reason/person-outside-or-left':
      '收件人不在应用可见范围内，或已离开组织：请在开发者后台扩大可见范围；已离开的无需处理。',
    'reason/over-limit': '超过钉钉的通知数量上限，未送达：请明天再催办，或当面告知。',
    'reason/same-text': '收件人今天已收到相同内容，钉钉不再送达，无需处理。',
    'reason/content-forbidden': '钉钉认为内容违规，未送达：请检查合同名称中的用词。',
    'reason/person-protected': '收件人开启了高管保护：请在钉钉管理后台允许本应用联系。',
    'reason/not-delivered': '钉钉未能送达：请当面或以其他方式告知收件人。',
    'reason/unavailable': '钉钉暂时不可用，会自动重试。',
    'reason/answer-lost': '没有收到钉钉的答复，为避免重复不再发送。',
    'reason/expired': '已过时，不再发送。',
    'reason/quiet-hours': '夜间不发送，早上送出。',
    'reason/daily-limit': '收件人今天的通知已达上限，明天送出。',
    else: params('原因：{reason}'),
  },
  en: {
    title: 'Notifications and to-dos',
    retry: 'Try again now',
    retried: 'Being sent again',
    allWell: 'Nothing waits for too long, and nothing has failed.',
    planned: { one: '{count} is planned', many: '{count} are planned' },
    between: ', ',
    first: 'first {time}',
    inTurn: 'sent one after the other',
    next: 'Next try {time}',
    last: 'The last {time}',
    code: 'DingTalk answered {code}',
    missed: 'The last one did not reach {who}',
    message: 'Work notifications',
    reminder: 'Reminders by themselves',
    todo: 'To-dos',
    task: 'Process centre tasks',
    comment: 'Links on seal approvals',
    robot: 'Robot',
    robotUse:
      'This month: {received} received, {session} answered in the chat, {token} sent by calls',
    quotas:
      'Monthly quotas of DingTalk’s standard edition: {messages} messages and events, {calls} calls',
    nearlySpent: 'Quota nearly spent',
    other: 'Others',
    waiting: { one: '{count} waiting', many: '{count} waiting' },
    failed: { one: '{count} failed', many: '{count} failed' },
    unknown: { one: '{count} unknown', many: '{count} unknown' },
    'not-arrived': { one: '{count} not arrived', many: '{count} not arrived' },
    'reason/permission-missing':
      "A permission is missing: apply for it in DingTalk's developer console, then try again.",
    'reason/template-missing':
      'There is no message template: have one approved in the developer console and set DINGTALK_URGE_TEMPLATE_ID.',
    'reason/template-refused':
      'The message template cannot be used: see in the developer console whether it is approved and has the id that is set.',
    'reason/agent-id-missing': 'The agent id is missing: set DINGTALK_AGENT_ID.',
    'reason/process-centre-off':
      'DingTalk makes no to-dos for third-party apps in the background: set DINGTALK_PROCESS_CENTRE=on for tasks of its process centre instead.',
    'reason/address-not-listed':
      "This server's address is not listed: add it to the egress addresses in the developer console.",
    'reason/credentials-refused':
      "DingTalk does not accept the app's credentials: check its id and secret.",
    'reason/app-closed':
      'The organisation has not opened the app: open it in the DingTalk admin console.',
    'reason/quota-spent':
      "This month's calls are used up: buy more in the developer console, or wait until next month.",
    'reason/person-outside':
      'The receiver is outside of what the app may see: widen its range in the developer console.',
    'reason/person-unknown': 'The receiver has left the organisation; there is nothing to do.',
    'reason/refused': 'DingTalk refused the message.',
    'reason/person-outside-or-left':
      'The receiver is outside of what the app may see, or has left: widen its range in the developer console; for those who have left there is nothing to do.',
    'reason/over-limit':
      'DingTalk dropped it, as there were too many: remind again tomorrow, or tell the receiver yourself.',
    'reason/same-text':
      'The receiver got the same text today, so DingTalk dropped it; there is nothing to do.',
    'reason/content-forbidden':
      "DingTalk does not allow its content: look at the words of the contract's title.",
    'reason/person-protected':
      'The receiver is protected as an executive: let the app reach them in the DingTalk admin console.',
    'reason/not-delivered': 'DingTalk could not deliver it: tell the receiver yourself.',
    'reason/unavailable': 'DingTalk cannot be reached just now; it is tried again.',
    'reason/answer-lost':
      "DingTalk's answer was lost; it is not sent again, so that nobody gets it twice.",
    'reason/expired': 'Its time is over; it is not sent any more.',
    'reason/quiet-hours': 'Nothing is sent at night; it goes out in the morning.',
    'reason/daily-limit':
      'The receiver got as many today as DingTalk allows; it goes out tomorrow.',
    else: 'Reason: {reason}',
  },
})
