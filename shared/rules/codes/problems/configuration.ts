import type { Problems } from './problem.ts'

/** The app is configured wrongly in DingTalk or here; for the operator to fix. */
export const configurationProblems = {
  'upstream-credentials': {
    status: 502,
    category: 'configuration',
    zh: ['应用配置有误', '钉钉不接受此应用的凭证，请联系管理员检查应用配置。'],
    en: [
      'The app is not set up correctly',
      'DingTalk does not accept this app’s credentials. Ask your administrator to check its settings.',
    ],
  },
  'upstream-ip-not-listed': {
    status: 502,
    category: 'configuration',
    zh: ['服务器 IP 未登记', '请管理员在钉钉开发者后台的“安全设置”里登记服务器出口 IP。'],
    en: [
      'The server’s IP is not registered',
      'Ask your administrator to add the server’s IP under “Security settings” in the DingTalk developer console.',
    ],
  },
  'upstream-permission': {
    status: 502,
    category: 'configuration',
    zh: [
      '应用缺少接口权限',
      '请管理员在钉钉开发者后台打开此应用，在“权限管理”中申请；第三方应用请在钉钉管理后台的应用管理里同意新的授权。',
    ],
    en: [
      'The app lacks a permission',
      'An administrator applies for it in the DingTalk developer console, under permissions of this app; for a third-party app, the administrator agrees to the new authorisation in the DingTalk admin console.',
    ],
  },
  /** Outside the part of the organisation that DingTalk lets the app see. */
  'outside-app-scope': {
    status: 502,
    category: 'configuration',
    zh: ['不在应用的可见范围内', '请管理员在钉钉开发者后台调整此应用的可见范围和通讯录权限范围。'],
    en: [
      'Outside what the app may see',
      'Ask an administrator to widen the app’s scope in the DingTalk developer console.',
    ],
  },
  /** The agent id is not set, by which DingTalk's clients and messages identify our app. */
  'agent-id-missing': {
    status: 500,
    category: 'configuration',
    zh: ['应用没有设置 AgentId', '请管理员为此应用设置 AgentId，之后即可使用。'],
    en: ['The app’s AgentId is not set', 'Ask your administrator to set it for this app.'],
  },
  /** e签宝 keeps the notice address permanently, and could not reach this one. */
  'notice-address-unreachable': {
    status: 500,
    category: 'configuration',
    zh: [
      'e签宝无法访问通知地址',
      '没有初始化，因为 e签宝之后不能更改此地址。请先把 PUBLIC_URL 设为可公开访问的 https 地址，再重启服务。',
    ],
    en: [
      'eSign cannot reach the notice address',
      'Nothing was initialised, since eSign cannot change the address later. Set PUBLIC_URL to the public https address first, and restart the server.',
    ],
  },
  /** e签宝 gave a page on a host that the settings do not allow. */
  'launch-host-refused': {
    status: 502,
    category: 'configuration',
    zh: [
      '页面地址不在允许范围内',
      '为了安全没有打开。请把请求编号告诉管理员，由管理员检查允许的域名。',
    ],
    en: [
      'The page is not at an allowed address',
      'It was not opened, for safety. Give the request ID to your administrator, who can check the allowed hosts.',
    ],
  },
} as const satisfies Problems
