import { maxWebhooks } from '#shared/rules/codes/webhook-kind.ts'
import type { Problems } from './problem.ts'

/** What an administrator enters for other systems. */
export const webhookProblems = {
  /** Webhooks go to public addresses by https, and to hosts that the server's settings name. */
  'webhook-address-refused': {
    status: 400,
    category: 'caller',
    zh: [
      '不能向这个地址发送',
      '请填写以 https:// 开头的公网地址，端口为 443，不含用户名和密码。内网地址须由本应用的运维人员在服务器上允许。',
    ],
    en: [
      'Nothing can be sent to this address',
      'Use a public address that begins with https://, on port 443, without a user name. The operator of this app can allow private addresses on the server.',
    ],
  },
  /** The organisation has as many webhooks as it may have. */
  'webhooks-full': {
    status: 409,
    category: 'caller',
    zh: [`Webhook 已达上限（${maxWebhooks} 个）`, '请先删除不再使用的 Webhook，再添加新的。'],
    en: [
      `The limit of ${maxWebhooks} webhooks is reached`,
      'Delete one that is not used any more, then add another.',
    ],
  },
} as const satisfies Problems
