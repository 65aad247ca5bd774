import type { Language } from '#shared/rules/languages.ts'
import { count, params, spoken } from '#shared/rules/words/template.ts'
import type { TranslationOf } from '#shared/rules/words/translation.ts'

const chinese = {
  open: '打开合同',
  openApp: '打开应用',
  help: '可以问我：\n\n- 标题、人名、企业或任务编号（写一部分即可），或合同链接\n\n- **待我处理**：等您处理的合同\n\n- **等待最久**：组织里等待最久的合同（管理员）\n\n- **帮助**：这条说明\n\n我只说进度，不代您签署。在群里问我，答案只发到您和我的单聊。',
  helpTitle: '我能回答什么',
  waitingTitle: '等您处理的合同',
  stuckTitle: '等待最久的合同',
  found: count({ many: '找到 {count} 份' }),
  foundMore: params('找到不止 {count} 份'),
  nothingTitle: '没有找到',
  nothingHint: '请只发标题里的几个字；发“帮助”看我能回答什么。',
  more: '还有更多，可以说得更具体，或打开应用查看。',
  unreadable: '我看不懂这种消息。请发文字，例如合同标题；发“帮助”看我能回答什么。',
  unreadableTitle: '请发文字',
  unknown: '我在这里不能回答您。请在应用里查看。',
  unknownTitle: '请打开应用',
  tooMany: '您问得太快了，请一分钟后再问。',
  tooManyTitle: '请稍后',
  failed: params('现在查不到，请稍后再问，或打开应用查看。请求编号：{id}'),
  failedTitle: '暂时查不到',
  quotaSpent: '您的组织这个月的钉钉消息额度已用完，我收不到内容。请打开应用查看，并请管理员处理。',
  quotaSpentTitle: '消息额度已用完',
  hidden: '钉钉不允许发送这条内容，请打开查看。',
  hiddenTitle: '请打开查看',
  inPrivate: '答案已发到您和我的单聊。',
  notInPrivate: '我无法给您发单聊消息，请在应用里查看。',
  groupTitle: '合同进度',
}

const english: TranslationOf<typeof chinese> = {
  open: 'Open contract',
  openApp: 'Open app',
  help: 'You can ask me:\n\n- a part of a contract’s title, a person, a company or a task id, or a link to a contract\n\n- **waiting**: contracts that wait for you\n\n- **stuck**: contracts of the organisation that have waited longest (administrators)\n\n- **help**: this text\n\nI only tell where contracts stand; I never sign for you. Asked in a group, I answer in your chat with me.',
  helpTitle: 'What I can answer',
  waitingTitle: 'Contracts that wait for you',
  stuckTitle: 'Contracts that have waited longest',
  found: { one: '{count} found', many: '{count} found' },
  foundMore: 'More than {count} found',
  nothingTitle: 'Nothing found',
  nothingHint: 'Write only a few words of the title, or “help” to see what I can answer.',
  more: 'There are more: say it more precisely, or look into the app.',
  unreadable:
    'I cannot read this kind of message. Please write text, such as a contract’s title; write “help” to see what I can answer.',
  unreadableTitle: 'Text, please',
  unknown: 'I cannot answer you here. Please look into the app.',
  unknownTitle: 'Please open the app',
  tooMany: 'You ask too fast. Please ask again in a minute.',
  tooManyTitle: 'One moment',
  failed: 'I cannot look it up now. Please ask again later, or look into the app. Request id: {id}',
  failedTitle: 'Not available just now',
  quotaSpent:
    'Your organisation’s monthly quota of DingTalk messages is used up, so I get no texts. Please look into the app, and tell your administrator.',
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
