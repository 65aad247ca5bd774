import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const assistantKeyWords = defineWords({
  zh: {
    title: '钉钉助手',
    intro:
      '组织里的人可以在钉钉的 AI 助手里问合同到哪了，看到的与本人在应用里看到的一致。这需要组织的一个密钥；验证之前，助手只回答打开应用的链接。',
    state: '组织密钥',
    none: '还没有密钥',
    notProved: '待验证',
    proved: '已验证',
    madeBy: params('由 {name} 于 {time} 新建'),
    provedBy: params('由 {name} 于 {time} 验证'),
    codeUntil: params('验证码 {time} 前有效'),
    codeOver: '验证码已过期，请更换密钥。',
    failedAt: params('{time} 验证未通过。'),
    'why/code-wrong': params(
      '助手没有说出验证码，或验证码不对、已过期。请 {name} 再问一次，把验证码原样告诉助手；找不到时请更换密钥。',
    ),
    'why/unequal': params(
      '钉钉给出的提问人不是 {name} 在应用里的账号。请确认是本人在问；仍不通过，说明钉钉给出的是另一种编号，这个密钥不能用：请撤销，大家可以在“我的”里新建自己的访问令牌。',
    ),
    'why/missing': params(
      '钉钉没有说明提问人。请在请求头里加上平台预置的 X-DingTalk-User-Id，再由 {name} 问一次。',
    ),
    make: '新建密钥',
    made: '已新建',
    replace: '更换密钥',
    replaced: '已更换密钥',
    replaceQuestion: '更换密钥？',
    replaceNote: '现在的密钥立即失效，新密钥需要重新验证。',
    withdraw: '撤销',
    withdrawQuestion: '撤销密钥？',
    withdrawNote: '钉钉的助手立即不能再查询。大家自己的访问令牌不受影响。',
    withdrawn: '已撤销',
    back: '返回',
    key: '密钥',
    copyHeader: '复制请求头的值',
    code: '验证码',
    once: '只显示这一次，请现在复制到钉钉的设置里。',
    codeNote: params('{time} 前告诉助手。'),
    steps: '怎么设置',
    stepMake: '新建密钥',
    stepMakeNote: '密钥和验证码只显示一次。',
    stepServer: '在钉钉里添加服务',
    stepServerNote:
      '钉钉 AI 平台（DEAP）：开发模式 > MCP > 自定义 MCP，类型选 Streamable HTTP，填服务地址：',
    stepHeaders: '填两个请求头',
    stepHeadersNote:
      'Authorization：Bearer 加空格加密钥。X-DingTalk-User-Id：选平台预置的用户 UID。',
    stepProve: '验证',
    stepProveNote:
      '一小时内，由新建密钥的管理员对助手说：“我是谁？验证码是……”。这位管理员卸任或离职后，密钥失效。',
    stepDone: '组织里的人都可以问了',
    stepDoneNote: '组织密钥只能用于查询，不能提议催办。',
    copyAddress: '复制地址',
  },
  en: {
    title: 'DingTalk assistants',
    intro:
      'People of the organisation can ask DingTalk’s AI assistants where contracts stand, and see what they see in the app. It takes a key of the organisation; until that is verified, assistants answer with a link to the app.',
    state: 'Key of the organisation',
    none: 'No key yet',
    notProved: 'To be verified',
    proved: 'Verified',
    madeBy: 'Made by {name}, {time}',
    provedBy: 'Verified by {name}, {time}',
    codeUntil: 'The code is good until {time}',
    codeOver: 'The code has expired. Replace the key.',
    failedAt: 'The attempt {time} failed.',
    'why/code-wrong':
      'The assistant said no code, or a wrong or expired one. {name} has to ask again and tell it the code as it is; if the code is lost, replace the key.',
    'why/unequal':
      'DingTalk named somebody else than {name} in the app. Make sure that it was this person who asked. If it still fails, DingTalk sends another number and the key cannot be used: withdraw it. People can make access tokens of their own under Me.',
    'why/missing':
      'DingTalk did not say who asks. Add the preset request header X-DingTalk-User-Id, and have {name} ask again.',
    make: 'Make a key',
    made: 'Made',
    replace: 'Replace the key',
    replaced: 'New key made',
    replaceQuestion: 'Replace the key?',
    replaceNote: 'The present key ends at once, and the new one has to be verified.',
    withdraw: 'Withdraw',
    withdrawQuestion: 'Withdraw the key?',
    withdrawNote:
      'DingTalk’s assistants stop working at once. People’s own access tokens stay valid.',
    withdrawn: 'Withdrawn',
    back: 'Back',
    key: 'Key',
    copyHeader: 'Copy the header’s value',
    code: 'Code',
    once: 'Shown only once. Copy it into DingTalk’s settings now.',
    codeNote: 'Tell it to the assistant before {time}.',
    steps: 'How to set it up',
    stepMake: 'Make a key',
    stepMakeNote: 'Key and code are shown once.',
    stepServer: 'Add the server in DingTalk',
    stepServerNote:
      'DingTalk’s AI platform (DEAP): 开发模式 > MCP > 自定义 MCP, type Streamable HTTP, with the address:',
    stepHeaders: 'Set two request headers',
    stepHeadersNote:
      'Authorization: Bearer, a blank and the key. X-DingTalk-User-Id: the preset user UID.',
    stepProve: 'Verify it',
    stepProveNote:
      'Within an hour, the administrator who made the key tells the assistant: “Who am I? The code is …”. The key ends when they leave or administer no more.',
    stepDone: 'Everybody in the organisation can ask',
    stepDoneNote: 'With this key assistants only read; they propose no reminders.',
    copyAddress: 'Copy the address',
  },
})
