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
      'Ask a main or sub-administrator of your organisation in DingTalk.',
    ],
  },
  /** Only people of the flow, admins, and holders of a signed link may see it. */
  'flow-forbidden': {
    status: 403,
    category: 'permission',
    zh: ['您还不能查看这份合同', '向发起人申请查看。'],
    en: ['You cannot see this contract yet', 'Ask the initiator.'],
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
