import type { CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorp } from '#shared/schemas/operator.ts'
import { csvLine } from '#proxy/audit/csv.ts'

type Words = {
  head: readonly string[]
  states: Record<CorpState, string>
  troubles: Record<CorpTrouble, string>
}

/** Excel takes a file for UTF-8 by this alone. */
const byteOrderMark = '\uFEFF'

const words = {
  zh: {
    head: [
      '组织编号',
      '名称',
      '状态',
      'e签宝应用',
      '授权',
      '实名',
      '剩余合同',
      '预计可用天数',
      '已购版本',
      '到期时间',
      '本月合同',
      '最近事件',
      '事件时间',
      '最近登录',
      '开通时间',
      '问题',
    ],
    states: { active: '使用中', stopped: '已停用', relieved: '已解除授权' },
    troubles: {
      'not-installed': '未安装 e签宝',
      'not-authorised': '未授权',
      'not-verified': '未实名',
      'not-initialised': '未初始化',
      'permissions-missing': '缺少权限',
      'contracts-low': '合同余量不足',
    },
  },
  en: {
    head: [
      'Corp id',
      'Name',
      'State',
      'e签宝 app',
      'Authorisation',
      'Verified',
      'Contracts left',
      'Days they last',
      'Bought',
      'Bought until',
      'Contracts this month',
      'Last event',
      'Time of event',
      'Last sign-in',
      'Since',
      'Troubles',
    ],
    states: { active: 'active', stopped: 'stopped', relieved: 'given up' },
    troubles: {
      'not-installed': 'e签宝 not installed',
      'not-authorised': 'not authorised',
      'not-verified': 'not verified',
      'not-initialised': 'not initialised',
      'permissions-missing': 'permissions missing',
      'contracts-low': 'few contracts left',
    },
  },
} as const satisfies Record<'zh' | 'en', Words>

/** Organisations as a CSV file, a part for each page; times in UTC. */
export async function* corpsFile(
  pages: AsyncIterable<readonly OperatorCorp[]>,
  language: 'zh' | 'en',
): AsyncGenerator<string> {
  const { head, states, troubles } = words[language]
  yield byteOrderMark + csvLine(head)
  for await (const page of pages) {
    yield page
      .map((corp) =>
        csvLine([
          corp.corpId,
          corp.name ?? '',
          states[corp.state],
          corp.install ?? '',
          corp.authorisation ?? '',
          corp.realName ?? '',
          textOf(corp.contractsLeft),
          textOf(corp.daysLeft),
          corp.boughtItem ?? '',
          timeOf(corp.boughtUntil),
          textOf(corp.flowsThisMonth),
          corp.lastEvent ?? '',
          timeOf(corp.lastEventAt),
          timeOf(corp.lastSeenAt),
          timeOf(corp.since),
          corp.troubles.map((trouble) => troubles[trouble]).join('; '),
        ]),
      )
      .join('')
  }
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value)
}

function timeOf(at: number | null): string {
  const time = at === null ? null : new Date(at)
  return time === null || Number.isNaN(time.getTime()) ? '' : time.toISOString()
}
