import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { duration, sentence } from './en.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { namesIn, nextStepSentence, stepInShort } from './next-step-sentence.ts'
import { spoken } from './template.ts'
import { durationWords, sentenceWords } from './zh.ts'

const hour = 3_600_000
const now = 1_800_000_000_000
const ago = (hours: number) => now - hours * hour

type Case = {
  status?: FlowStatus
  /** As [name, status]. */
  signers: [string, SignerStatus][] | null
  approvals?: Partial<SealApproval>[]
  /** As [type, operator, hours ago], newest first. */
  logs?: [LogType, string, number][]
  /** As [name, order]. */
  people?: [string, number][]
  zh: string
  en: string
}

function log([type, operator, hours]: [LogType, string, number]): FlowLog {
  const description = type === 'sign-notified' ? `通知 ${operator} 签署` : null
  return { type, typeCode: null, description, operator, time: ago(hours) }
}

function approval(fields: Partial<SealApproval>): SealApproval {
  const unknown = { name: null, statusCode: null, sponsor: null, startTime: null, endTime: null }
  return {
    ...unknown,
    status: 'approving',
    refuseReason: null,
    sealImageUrl: null,
    nodes: [],
    ...fields,
  }
}

function node(approver: string, status: SealApproval['status'], startTime: number | null = null) {
  const undecided = { decisionTime: null, decisionTimeText: null }
  return { approver, status, statusCode: null, startTime, ...undecided }
}

function stepOf({ status = 'signing', signers, approvals = [], logs, people = [] }: Case) {
  return situationOf({
    flow: {
      taskId: 'PRO-1',
      title: null,
      status,
      statusCode: null,
      initiator: { name: null, organization: null },
      logs: (logs ?? [['flow-started', '张三', 50]]).map(log),
    },
    signers: signers?.map(([name, one]) => ({ name, status: one, statusCode: null })) ?? null,
    approvals: approvals.map(approval),
    people: people.map(([name, order]) => ({ role: 'signer', name, order })),
  }).next
}

const refused = {
  status: 'refused' as const,
  sponsor: '乙',
  startTime: ago(9),
  endTime: ago(4),
  nodes: [node('丁', 'refused')],
}

const runs = (sponsor: string, approver: string, hours: number) => ({
  sponsor,
  startTime: ago(hours),
  nodes: [node(approver, 'approving', ago(hours))],
})

const cases: [string, Case][] = [
  [
    'one has to sign',
    {
      signers: [
        ['甲', 'waiting'],
        ['乙', 'unsigned'],
      ],
      zh: '等待 甲 签署，已 2 天 2 小时，之后由 乙 签署。',
      en: 'Waiting for 甲 to sign (2 days 2 hours). Next: 乙.',
    },
  ],
  [
    'two may sign at the same time, one waits for a seal approval',
    {
      signers: [
        ['甲', 'waiting'],
        ['乙', 'in-approval'],
        ['戊', 'unsigned'],
      ],
      approvals: [runs('乙', '丙', 3)],
      zh: '等待 甲 签署、丙 审批用印，最长已 2 天 2 小时，之后由 戊 签署。',
      en: 'Waiting for 甲 to sign and for 丙 to approve the seal (longest: 2 days 2 hours). Next: 戊.',
    },
  ],
  [
    'two seal approvals run',
    {
      signers: [
        ['甲', 'in-approval'],
        ['乙', 'in-approval'],
      ],
      approvals: [runs('甲', '丙', 5), runs('乙', '丁', 3)],
      zh: '等待 丙、丁 审批用印，已 5 小时。',
      en: 'Waiting for 丙, 丁 to approve the seal (5 hours).',
    },
  ],
  [
    'the seal was refused, and its signer may ask again',
    {
      signers: [['乙', 'waiting']],
      approvals: [refused],
      zh: '丁 拒绝了用印审批，等待 乙 重新申请用印，已 4 小时。',
      en: '丁 refused the seal approval. Waiting for 乙 to ask for it again (4 hours).',
    },
  ],
  [
    'the seal was refused, and another may sign',
    {
      signers: [
        ['甲', 'waiting'],
        ['乙', 'waiting'],
      ],
      approvals: [refused],
      logs: [
        ['seal-approval-refused', '丁', 4],
        ['flow-started', '张三', 50],
      ],
      zh: '等待 甲 签署、乙 重新申请用印，最长已 2 天 2 小时。',
      en: 'Waiting for 甲 to sign and for 乙 to ask for the seal again (longest: 2 days 2 hours).',
    },
  ],
  [
    'the seal was refused, asked for again and used, and another may sign',
    {
      signers: [
        ['乙', 'signed'],
        ['甲', 'waiting'],
      ],
      approvals: [refused, { status: 'agreed', sponsor: '乙', startTime: ago(3), endTime: ago(2) }],
      logs: [
        ['signed', '乙', 2],
        ['flow-started', '张三', 50],
      ],
      people: [
        ['乙', 1],
        ['甲', 2],
      ],
      zh: '等待 甲 签署，已 2 小时。',
      en: 'Waiting for 甲 to sign (2 hours).',
    },
  ],
  [
    'the seal was refused to one of two of a name, and one of them asked later',
    {
      signers: [
        ['乙', 'waiting'],
        ['乙', 'in-approval'],
      ],
      approvals: [refused, runs('乙', '丙', 3)],
      zh: '等待 乙 签署、丙 审批用印、重新申请用印（如需要），最长已 4 小时。',
      en: 'Waiting for 乙 to sign and for 丙 to approve the seal and for a new request for the seal, if needed (longest: 4 hours).',
    },
  ],
  [
    'the seal was refused to one of two of a name, who had both asked before',
    {
      signers: [
        ['乙', 'waiting'],
        ['乙', 'in-approval'],
      ],
      approvals: [refused, runs('乙', '丙', 8)],
      zh: '等待 丙 审批用印、乙 重新申请用印，最长已 8 小时。',
      en: 'Waiting for 丙 to approve the seal and for 乙 to ask for the seal again (longest: 8 hours).',
    },
  ],
  [
    'the seal was refused to one of two of a name, whose turns come one after the other',
    {
      signers: [
        ['乙', 'signed'],
        ['乙', 'waiting'],
      ],
      approvals: [refused, { status: 'agreed', sponsor: '乙', startTime: ago(3), endTime: ago(2) }],
      logs: [
        ['signed', '乙', 2],
        ['flow-started', '张三', 50],
      ],
      people: [
        ['乙', 1],
        ['乙', 2],
      ],
      zh: '等待 乙 签署，已 2 小时。',
      en: 'Waiting for 乙 to sign (2 hours).',
    },
  ],
  [
    'the seal was refused to both of a name',
    {
      signers: [
        ['乙', 'waiting'],
        ['乙', 'waiting'],
      ],
      approvals: [
        refused,
        { ...refused, startTime: ago(8), endTime: ago(3), nodes: [node('丙', 'refused')] },
      ],
      zh: '丁、丙 拒绝了用印审批，等待 乙、乙 重新申请用印，已 4 小时。',
      en: '丁, 丙 refused the seal approval. Waiting for 乙, 乙 to ask for it again (4 hours).',
    },
  ],
  [
    'the seal was refused and asked for again, and no times are told',
    {
      signers: [['乙', 'in-approval']],
      approvals: [
        { ...refused, startTime: null, endTime: null },
        { sponsor: '乙', nodes: [node('丁', 'approving')] },
      ],
      zh: '等待 丁 审批用印。',
      en: 'Waiting for 丁 to approve the seal.',
    },
  ],
  [
    'the seal was refused, and who asked for it is not told',
    {
      signers: null,
      approvals: [{ ...refused, sponsor: null }],
      zh: '丁 拒绝了用印审批，签署无法继续，请联系发起人。',
      en: '丁 refused the seal approval, so signing cannot go on. Ask the initiator.',
    },
  ],
  [
    'two have one name, and one of them has signed',
    {
      signers: [
        ['甲', 'signed'],
        ['甲', 'unsigned'],
      ],
      people: [
        ['甲', 1],
        ['甲', 2],
      ],
      logs: [
        ['signed', '甲', 1],
        ['flow-started', '张三', 50],
      ],
      zh: '等待 甲 签署，已 1 小时。',
      en: 'Waiting for 甲 to sign (1 hour).',
    },
  ],
  [
    'one of two who sign side by side has just signed',
    {
      signers: [
        ['甲', 'signed'],
        ['乙', 'waiting'],
      ],
      people: [
        ['甲', 1],
        ['乙', 1],
      ],
      logs: [
        ['signed', '甲', 1],
        ['flow-started', '张三', 50],
      ],
      zh: '等待 乙 签署，已 2 天 2 小时。',
      en: 'Waiting for 乙 to sign (2 days 2 hours).',
    },
  ],
  [
    'nobody’s turn is told',
    {
      signers: [
        ['甲', 'unsigned'],
        ['乙', 'unsigned'],
      ],
      zh: '等待签署，尚未签署：甲、乙。',
      en: 'Waiting for signatures. Not signed yet: 甲, 乙.',
    },
  ],
  [
    'the signers could not be read, an approval could',
    {
      signers: null,
      approvals: [runs('甲', '丙', 5)],
      zh: '等待 丙 审批用印，已 5 小时。',
      en: 'Waiting for 丙 to approve the seal (5 hours).',
    },
  ],
  [
    'all have signed, and it goes on',
    {
      signers: [['甲', 'signed']],
      zh: '所有人已签署，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
      en: 'Everybody has signed, but the contract is still marked as signing. eSign may be processing it; if this does not change, ask the initiator.',
    },
  ],
  [
    'one has refused, and it goes on',
    {
      signers: [
        ['甲', 'signed'],
        ['乙', 'refused'],
      ],
      zh: '乙 已拒签，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
      en: '乙 refused to sign, but the contract is still marked as signing. eSign may be processing it; if this does not change, ask the initiator.',
    },
  ],
  [
    'it is completed, and one has not signed',
    {
      status: 'completed',
      signers: [
        ['甲', 'signed'],
        ['乙', 'unsigned'],
      ],
      zh: '流程已完成，但 乙 显示为未签署，请以合同文件为准。',
      en: 'Completed, but not marked as signed: 乙. Rely on the documents themselves.',
    },
  ],
  [
    'nothing is told of who signs',
    {
      signers: null,
      logs: [],
      zh: '等待签署。',
      en: 'Waiting for signatures.',
    },
  ],
  [
    'it has ended, and was viewed since',
    {
      status: 'completed',
      signers: [['甲', 'signed']],
      logs: [
        ['flow-viewed', '甲', 1],
        ['flow-archived', '系统', 40],
      ],
      zh: '所有签署已完成，无需再操作。',
      en: 'Everybody has signed. Nothing is left to do.',
    },
  ],
]

const languages = {
  zh: [spoken(sentenceWords), spoken(durationWords)],
  en: [spoken(sentenceWords, sentence), spoken(durationWords, duration)],
} as const

describe.each(['zh', 'en'] as const)('the sentence in %s', (language) => {
  it.each(cases)('says that %s', (_what, facts) => {
    const [t, tTime] = languages[language]
    expect(nextStepSentence(stepOf(facts), now, t, tTime)).toBe(facts[language])
  })
})

describe('a step', () => {
  const zh = [spoken(sentenceWords), spoken(durationWords)] as const
  const nobody = { people: [], since: null, followedBy: [], reason: null }
  const say = (kind: NextStep['kind'], more: Partial<NextStep> = {}) =>
    nextStepSentence({ ...nobody, kind, ...more }, now, ...zh)
  const people = ['李四', '王五']

  it.each<[NextStep['kind'], string, string]>([
    ['waiting-for-signature', '等待签署。', '等待 李四、王五 签署。'],
    ['waiting-for-anyone', '等待签署。', '等待签署，尚未签署：李四、王五。'],
    ['waiting-for-seal-approval', '等待用印审批。', '等待 李四、王五 审批用印。'],
    [
      'seal-approval-refused',
      sentenceWords.sealApprovalRefused,
      '李四、王五 拒绝了用印审批，签署无法继续，请联系发起人。',
    ],
    [
      'refused-not-ended',
      sentenceWords.refusedNotEnded,
      '李四、王五 已拒签，但流程仍为签署中。e签宝可能还在处理，若长时间不变请联系发起人。',
    ],
    [
      'completed-not-all-signed',
      sentenceWords.completedNotAllSigned,
      '流程已完成，但 李四、王五 显示为未签署，请以合同文件为准。',
    ],
    [
      'refused',
      sentenceWords.refused,
      '李四、王五 拒签，流程已结束。如仍需签署，请发起人重新发起。',
    ],
  ])('%s says it without names and with them', (kind, without, withNames) => {
    expect(say(kind)).toBe(without)
    expect(say(kind, { people })).toBe(withNames)
  })

  it('names who may ask again for a seal, also where nobody is known to have refused', () => {
    const waits = [{ for: 'new-seal-request' as const, people: ['张三'], since: null }]
    expect(say('seal-approval-refused', { waits })).toBe('用印审批被拒绝，等待 张三 重新申请用印。')
  })

  it('names what is waited for where no people are known', () => {
    const wait = (what: 'signature' | 'seal-approval' | 'new-seal-request') => {
      return { for: what, people: [], since: null }
    }
    expect(say('waiting-for-several', { waits: [wait('signature'), wait('seal-approval')] })).toBe(
      '等待 签署、用印审批。',
    )
  })

  it('says since when, or how long ago the last record was', () => {
    const since = (milliseconds: number) => ({ people: ['李四'], since: now - milliseconds })
    expect(say('waiting-for-signature', since(59_999))).toBe('等待 李四 签署，刚刚开始。')
    expect(say('waiting-for-signature', since(60_000))).toBe('等待 李四 签署，已 1 分钟。')
    expect(say('signing-unknown-who', since(2 * hour))).toBe('等待签署，最近一次操作在 2 小时前。')
    expect(say('signing-unknown-who')).toBe('等待签署。')
  })

  it('names two in short of more than three, and says how many they are', () => {
    const step = { ...nobody, kind: 'waiting-for-signature' as const }
    const short = (some: string[], followedBy: string[]) =>
      nextStepSentence(stepInShort({ ...step, people: some, followedBy }, zh[0]), now, ...zh)
    expect(short(['张三', '李四', '王五'], [])).toBe('等待 张三、李四、王五 签署。')
    expect(short(['张三', '李四', '王五', '孙八'], ['甲', '乙', '丙', '丁', '戊'])).toBe(
      '等待 张三、李四 等 4 人 签署，之后由 甲、乙 等 5 人 签署。',
    )
    const waits = [{ for: 'signature' as const, people: ['甲', '乙', '丙', '丁'], since: null }]
    const several = { ...nobody, kind: 'waiting-for-several' as const, waits }
    expect(stepInShort(several, zh[0]).waits?.[0]?.people).toEqual(['甲', '乙 等 4 人'])
  })

  it('is about all people that it names', () => {
    const waits = [{ for: 'signature' as const, people: ['张三'], since: null }]
    const step = { ...nobody, kind: 'waiting-for-several' as const, people: ['李四'], waits }
    expect(namesIn({ ...step, followedBy: ['王五'] })).toEqual(['李四', '王五', '张三'])
    expect(namesIn({ ...nobody, kind: 'draft' })).toEqual([])
  })
})
