import { params } from '@nanostores/i18n'
import { count } from '#web/i18n/count.ts'
import { defineWords } from '#web/i18n/words.ts'

export const chooseWords = defineWords({
  zh: {
    chosen: params('已选 {count} 份，最多 {most} 份'),
    choosing: '对所选合同的操作',
    chooseAll: '全选',
    chooseNone: '全不选',
    exportList: '导出列表',
    leave: '完成',
    tooMany: params('一次最多选 {most} 份'),
    download: '下载文件',
    remind: '催办',

    remindTitle: '催办所选合同',
    looking: '正在查看可以提醒谁…',
    canRemind: count({ many: '可提醒 {count} 份' }),
    waitOutside: count({ many: '等外部签署人 {count} 份' }),
    cannotRemind: count({ many: '现在不能提醒 {count} 份' }),
    noneToRemind: '所选合同现在都不能提醒。',
    send: params('发送提醒（{count} 份）'),
    sending: '正在发送…',
    sentAll: count({ many: '已提醒 {count} 份' }),
    notSent: count({ many: '{count} 份没有提醒' }),
    will: params('将提醒 {names}'),
    alsoWaits: params('也在等 {names}，但不知道对方的钉钉账号，请打开合同用其他方式提醒'),
    did: params('已提醒 {names}'),
    someone: '一位签署人',
    ended: '合同已经结束',
    draft: '还没有发出',
    nobody: '没有可以提醒的人，或只等您自己',
    unknownPeople: params('等 {names}，但不知道对方的钉钉账号，请打开合同用其他方式提醒'),
    tooEarly: params('刚发起，{time}后可以提醒'),
    tooSoon: params('刚提醒过，{time}后可以再提醒'),
  },
  en: {
    chosen: '{count} selected, {most} at most',
    choosing: 'What to do with the selected contracts',
    chooseAll: 'Select all',
    chooseNone: 'Select none',
    exportList: 'Export list',
    leave: 'Done',
    tooMany: 'At most {most} at a time',
    download: 'Download files',
    remind: 'Remind',

    remindTitle: 'Remind about the selected contracts',
    looking: 'Looking whom to remind…',
    canRemind: {
      one: '{count} contract can be reminded',
      many: '{count} contracts can be reminded',
    },
    waitOutside: {
      one: '{count} contract waits for outside signers',
      many: '{count} contracts wait for outside signers',
    },
    cannotRemind: {
      one: '{count} cannot be reminded now',
      many: '{count} cannot be reminded now',
    },
    noneToRemind: 'Nobody can be reminded about these contracts now.',
    send: 'Send reminders ({count})',
    sending: 'Sending…',
    sentAll: {
      one: 'Reminded about {count} contract',
      many: 'Reminded about {count} contracts',
    },
    notSent: {
      one: 'Nobody reminded about {count} contract',
      many: 'Nobody reminded about {count} contracts',
    },
    will: 'Will remind {names}',
    alsoWaits:
      'Also waiting for {names}, whose DingTalk account is not known. Open the contract to remind them in another way.',
    did: 'Reminded {names}',
    someone: 'a signer',
    ended: 'It has ended',
    draft: 'Not sent yet',
    nobody: 'Nobody to remind, or it waits only for you',
    unknownPeople:
      'Waiting for {names}, whose DingTalk account is not known. Open the contract to remind them in another way.',
    tooEarly: 'Just started. Can be reminded in {time}.',
    tooSoon: 'Reminded a moment ago. Again in {time}.',
  },
})
