import { params } from '@nanostores/i18n'
import { count } from '#web/i18n/count.ts'
import { defineWords } from '#web/i18n/words.ts'

/** For people whom no client can sign in. */
export const signInWords = defineWords({
  zh: {
    outsideTitle: '请在钉钉中打开',
    outsideText: '这个应用在钉钉里使用，由钉钉确认您的身份。请点击下面的按钮，或在钉钉工作台打开。',
    openInDingTalk: '在钉钉中打开',
    notInstalled: '没有反应？请先安装并登录钉钉。',
    sandboxTitle: '沙箱模式',
    sandboxText: '没有连接钉钉，所有人和合同都是虚构的。选择一个身份继续：',
    employee: '员工',
    approver: '审批人',
    admin: '管理员',
    continueAs: params('以{role}身份继续（{name}）'),
    toSign: count({ many: '有 {count} 份等签' }),
    started: count({ many: '发起了 {count} 份' }),
    desk: '看管理台和全部合同',
    between: '，',
  },
  en: {
    outsideTitle: 'Open this in DingTalk',
    outsideText:
      'This app works inside DingTalk, which confirms who you are. Use the button below, or open it from the DingTalk workbench.',
    openInDingTalk: 'Open in DingTalk',
    notInstalled: 'Nothing happens? Install DingTalk and sign in first.',
    sandboxTitle: 'Sandbox mode',
    sandboxText:
      'DingTalk is not connected; all people and contracts are fictional. Choose who to be:',
    employee: 'employee',
    approver: 'approver',
    admin: 'admin',
    continueAs: 'Continue as {role} ({name})',
    toSign: { one: '{count} to sign', many: '{count} to sign' },
    started: { one: 'started {count}', many: 'started {count}' },
    desk: 'admin desk and all contracts',
    between: ', ',
  },
})
