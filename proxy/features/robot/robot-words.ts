import type { Language } from '#shared/rules/languages.ts'
import { count, params, spoken } from '#shared/rules/words/template.ts'
import type { TranslationOf } from '#shared/rules/words/translation.ts'

const chinese = {
  open: '打开合同',
  openApp: '打开应用',
  help: '可以问我：\n\n- 合同的标题、对方姓名或企业名称、任务编号的一部分，或合同链接\n\n- **待我处理**：等您处理的合同\n\n- **等待最久**：企业里等待最久的合同（管理员）\n\n- **帮助**：这条说明\n\n我只说进度，不代您签署。在群里问我，答案只发到您和我的单聊。',
  helpTitle: '我能回答什么',
  waitingTitle: '等您处理的合同',
  stuckTitle: '等待最久的合同',
  found: count({ many: '找到 {count} 份' }),
  nothingTitle: '没有找到',
  more: '还有更多，可以说得更具体，或打开应用查看。',
  unreadable: '这种消息我读不了。请发文字，例如合同标题；发“帮助”看我能回答什么。',
  unreadableTitle: '请发文字',
  unknown: '我不能确认您是谁，所以不能在这里回答。请在应用里查看。',
  unknownTitle: '请打开应用',
  tooMany: '您问得太快了，请一分钟后再问。',
  tooManyTitle: '请稍后',
  failed: params('现在查不到，请稍后再问，或打开应用查看。编号：{id}'),
  failedTitle: '暂时查不到',
  quotaSpent: '本企业这个月的钉钉消息额度已用完，我收不到内容。请打开应用查看，并请管理员处理。',
  quotaSpentTitle: '消息额度已用完',
  hidden: '钉钉不让我发送这条内容，请打开查看。',
  hiddenTitle: '请打开查看',
  inPrivate: '答案已发到您和我的单聊。',
  notInPrivate: '我不能给您发单聊消息，请在应用里查看。',
  groupTitle: '合同进度',
}

const english: TranslationOf<typeof chinese> = {
  open: 'Open contract',
  openApp: 'Open app',
  help: 'You can ask me:\n\n- a part of a contract’s title, a person, a company or a task id, or a link to a contract\n\n- **waiting**: contracts that wait for you\n\n- **stuck**: contracts of the company that have waited longest (administrators)\n\n- **help**: this text\n\nI only tell where contracts stand; I never sign for you. Asked in a group, I answer in your chat with me.',
  helpTitle: 'What I can answer',
  waitingTitle: 'Contracts that wait for you',
  stuckTitle: 'Contracts that have waited longest',
  found: { one: '{count} found', many: '{count} found' },
  nothingTitle: 'Nothing found',
  more: 'There are more: say it more precisely, or look into the app.',
  unreadable:
    'I cannot read this kind of message. Please write text, such as a contract’s title; write “help” to see what I can answer.',
  unreadableTitle: 'Text, please',
  unknown: 'I cannot tell who you are, so I cannot answer here. Please look into the app.',
  unknownTitle: 'Please open the app',
  tooMany: 'You ask too fast. Please ask again in a minute.',
  tooManyTitle: 'One moment',
  failed: 'I cannot look it up now. Please ask again later, or look into the app. Number: {id}',
  failedTitle: 'Not available just now',
  quotaSpent:
    'The company’s monthly quota of DingTalk messages is used up, so I get no texts. Please look into the app, and tell your administrator.',
  quotaSpentTitle: 'Quota used up',
  hidden: 'DingTalk does not let me send this text. Please open it instead.',
  hiddenTitle: 'Please open it',
  inPrivate: 'The answer is in your chat with me.',
  notInPrivate: 'I cannot write to you in a chat of our own. Please look into the app.',
  groupTitle: 'Contract progress',
}

export const robotWords = {
  zh: spoken(chinese),
  en: spoken(chinese, english),
} satisfies Record<Language, unknown>

/** English for a text with words in Latin letters alone; a link or an id has no language. */
export function languageOf(text: string | null): Language {
  const words = (text ?? '').replaceAll(/\S*(?:\d|:\/\/)\S*|[A-Z]+(?:-[A-Z]+)+/g, '')
  return /\p{L}/u.test(words) && !/\p{Script=Han}/u.test(words) ? 'en' : 'zh'
}
