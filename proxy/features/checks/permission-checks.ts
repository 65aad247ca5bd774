import type { SettingsCheck } from '#shared/schemas/settings-checks.ts'
import type { Config } from '#proxy/config.ts'
import {
  hasPermission,
  isAllowed,
  type PermissionName,
} from '#proxy/upstream/dingtalk/checks/permissions.ts'
import type { DingTalkCheckDeps } from './dingtalk-checks.ts'
import { failed, ok, toCheck, unexpected, unknown, warning, type Verdict } from './verdict.ts'

type Permission = {
  name: PermissionName | 'Esign.Common.ReadWrite' | 'Market.Order.Read'
  /** What does not work without it. */
  zh: string
  en: string
  isNeeded: (config: Config) => boolean
  /** Whether the app works without it, with less. */
  isOptional?: true
}

const always = () => true
const withTodos = ({ todos, appKind }: Config) => todos && appKind === 'internal'
const withProcessCentre = ({ processCentre }: Config) => processCentre

/** The permissions of DingTalk that the app uses, the most important first. */
const permissions: readonly Permission[] = [
  {
    name: 'Esign.Common.ReadWrite',
    zh: 'e签宝 的全部功能',
    en: 'anything in eSign',
    // Generation 1.0 has no permission.
    isNeeded: ({ generation }) => generation === '2.0',
  },
  {
    name: 'qyapi_get_member',
    zh: '登录、识别管理员、待办的接收人',
    en: 'sign-in, administrators, recipients of to-dos',
    isNeeded: always,
  },
  { name: 'qyapi_base', zh: '工作通知', en: 'work notifications', isNeeded: always },
  {
    name: 'qyapi_robot_sendmsg',
    zh: '机器人的回答',
    en: 'answers of the robot',
    isNeeded: ({ robot }) => robot !== 'off',
    isOptional: true,
  },
  { name: 'Todo.Todo.Write', zh: '待办', en: 'to-dos', isNeeded: withTodos },
  {
    name: 'Todo.Todo.Read',
    zh: '找回没有得到回答的待办',
    en: 'finding a to-do whose creation got no answer',
    isNeeded: withTodos,
  },
  {
    name: 'Workflow.Instance.Read',
    zh: '审批的发起人和审批人查看所附的合同',
    en: 'contracts for the people of an approval',
    isNeeded: ({ generation }) => generation === '2.0',
    isOptional: true,
  },
  {
    name: 'Workflow.Instance.Write',
    zh: '流程中心的任务',
    en: 'tasks of the process centre',
    isNeeded: withProcessCentre,
  },
  {
    name: 'Workflow.Instance.Write',
    zh: '在用印审批里加上合同的链接',
    en: 'a link to its contracts in a seal approval',
    isNeeded: ({ appKind, generation, processCentre }) =>
      appKind === 'internal' && generation === '2.0' && !processCentre,
    isOptional: true,
  },
  {
    name: 'Workflow.Form.Read',
    zh: '流程中心的任务',
    en: 'tasks of the process centre',
    isNeeded: withProcessCentre,
  },
  {
    name: 'Workflow.Form.Write',
    zh: '流程中心的任务',
    en: 'tasks of the process centre',
    isNeeded: withProcessCentre,
  },
  {
    name: 'qyapi_aflow',
    zh: '流程中心的任务',
    en: 'tasks of the process centre',
    isNeeded: withProcessCentre,
  },
  {
    name: 'Market.Order.Read',
    zh: '补记应用市场的订单',
    en: 'adding an order of the app market',
    isNeeded: ({ appKind }) => appKind === 'third-party',
    isOptional: true,
  },
]

/** Asks for each permission that the settings need. */
export async function checkPermissions(
  deps: DingTalkCheckDeps,
  corpId: string,
  readAppState: () => Promise<unknown>,
): Promise<SettingsCheck[]> {
  const { config, probe, agentIds } = deps

  function ask(name: Permission['name']): Promise<boolean> {
    if (name === 'Esign.Common.ReadWrite') return isAllowed(readAppState())
    // An order that cannot exist.
    if (name === 'Market.Order.Read') return isAllowed(agentIds.marketOrder('1'))
    return hasPermission(probe.client, corpId, name)
  }

  async function check({ name, zh, en, isOptional }: Permission): Promise<SettingsCheck> {
    const isThere = await ask(name).catch(unexpected)
    const title = [`权限 ${name}`, `Permission ${name}`] as const
    const toVerdict = (): Verdict => {
      if (typeof isThere !== 'boolean') return isThere
      if (isThere) return ok([`已开通：${zh}。`], [`Granted, for ${en}.`])
      const missing = isOptional === true ? warning : failed
      return missing(
        [
          `应用没有权限 ${name}，以下功能不可用：${zh}。`,
          `在开发者后台（open-dev.dingtalk.com）本应用的“权限管理”里搜索 ${name} 并申请。`,
        ],
        [
          `The app lacks the permission ${name}, needed for: ${en}.`,
          `Search for ${name} in the developer console (open-dev.dingtalk.com), permissions (权限管理) of this app, and apply for it.`,
        ],
      )
    }
    return toCheck(`permission/${name}`, title, toVerdict())
  }

  return Promise.all(permissions.filter(({ isNeeded }) => isNeeded(config)).map(check))
}

/** What DingTalk asks for with a person's token alone, so that nobody but a person can try it. */
export function browserSignIn(publicUrl: string): Verdict {
  const address = `${publicUrl}/callbacks/sign-in`
  return unknown(
    [
      '浏览器登录需要重定向地址和权限 Contact.User.Read，有人登录后才能知道是否已设置。',
      `在开发者后台（open-dev.dingtalk.com）本应用的“安全设置”里把 ${address} 填为重定向 URL，在“权限管理”里搜索 Contact.User.Read 并申请；然后在浏览器里登录一次。`,
    ],
    [
      'Sign-in in a browser needs a redirect address and the permission Contact.User.Read; whether they are there shows when somebody signs in.',
      `In the developer console (open-dev.dingtalk.com), enter ${address} as redirect URL under security settings (安全设置) of this app, and apply for Contact.User.Read under permissions (权限管理); then sign in once in a browser.`,
    ],
  )
}
