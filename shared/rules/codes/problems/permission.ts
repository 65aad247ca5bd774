import type { Problems } from './problem.ts'

/** Rights that the person lacks and an administrator can grant. */
export const permissionProblems = {
  /** Only for administrators of the corp in DingTalk. */
  'not-corp-admin': {
    status: 403,
    category: 'permission',
    zh: ['只有管理员可以操作', '请联系您组织的钉钉主管理员或子管理员。'],
    en: [
      'Only administrators may do this',
      'Ask a main or sub-administrator of your organization in DingTalk.',
    ],
  },
  /** Only people of the flow, admins, and holders of a signed link may see it. */
  'flow-forbidden': {
    status: 403,
    category: 'permission',
    zh: [
      '您没有权限查看这份合同',
      '只有参与这份合同的人和管理员可以查看。请联系合同发起人，请对方分享链接给您；或联系您组织的管理员。',
    ],
    en: [
      'You do not have access to this contract',
      'Only the people of this contract and administrators have access. Ask the initiator to share a link with you, or ask an administrator of your organization.',
    ],
  },
  /** The signed link is too old, or not ours. */
  'link-invalid': {
    status: 403,
    category: 'permission',
    zh: ['这个分享链接已失效', '链接已过期或不完整，请让分享的人重新发一个链接。'],
    en: [
      'This shared link no longer works',
      'It has expired or is incomplete. Ask the person who shared it for a new one.',
    ],
  },
  /** Only for operators, who are named in the settings. */
  'not-operator': {
    status: 403,
    category: 'permission',
    zh: ['只有运营人员可以操作', '请联系负责此应用的运营人员。'],
    en: ['Only operators may do this', 'Contact the operators of this app.'],
  },
} as const satisfies Problems
