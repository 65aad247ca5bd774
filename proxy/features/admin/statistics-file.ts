import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import { byteOrderMark, csvLine } from '#proxy/features/audit/csv.ts'
import { statusNames } from '#shared/rules/codes/flow-status-names.ts'

type FinishedKind = CorpStatistics['finishedStages'][number]['kind']

type Section =
  | 'total'
  | 'status'
  | 'started'
  | 'completed'
  | 'completion'
  | 'waiting'
  | 'finished'
  | 'longest'
  | 'people'

type Words = {
  head: readonly string[]
  sections: Record<Section, string>
  all: string
  waiting: Partial<Record<NextStepKind, string>>
  finished: Record<FinishedKind, string>
  other: string
  otherStates: string
}

const words: Record<FileLanguage, Words> = {
  zh: {
    head: ['统计', '项目', '数量', '通常（小时）', '最长（小时）', '任务编号', '等待谁'],
    sections: {
      total: '全部合同',
      status: '状态',
      started: '每月发起',
      completed: '每月完成',
      completion: '完成用时',
      waiting: '正在等什么',
      finished: '各阶段用时',
      longest: '等待最久',
      people: '等谁最多',
    },
    all: '全部',
    waiting: {
      'waiting-for-signature': '等待签署',
      'waiting-for-anyone': '等待签署（不知轮到谁）',
      'waiting-for-seal-approval': '等待用印审批',
      'seal-approval-refused': '用印审批被拒绝',
      'waiting-for-several': '等待签署和用印审批',
      'all-signed-not-completed': '已签完，等待完成',
      'signing-unknown-who': '等待签署（不知等谁）',
    },
    finished: {
      preparation: '准备',
      signature: '签署',
      refusal: '拒签',
      'seal-request': '申请用印',
      'seal-approval': '同意用印',
      'seal-refusal': '拒绝用印',
      'passing-on': '转签或转交',
      completion: '归档',
    },
    other: '其他',
    otherStates: '其他状态',
  },
  en: {
    head: [
      'Figure',
      'Item',
      'Number',
      'Usually (hours)',
      'Longest (hours)',
      'Task ID',
      'Waiting for',
    ],
    sections: {
      total: 'All contracts',
      status: 'Status',
      started: 'Started by month',
      completed: 'Completed by month',
      completion: 'Time to completion',
      waiting: 'Waiting now',
      finished: 'Time by stage',
      longest: 'Waiting longest',
      people: 'Waited for most',
    },
    all: 'All',
    waiting: {
      'waiting-for-signature': 'Signature',
      'waiting-for-anyone': 'Signature, turn unknown',
      'waiting-for-seal-approval': 'Seal approval',
      'seal-approval-refused': 'Seal approval refused',
      'waiting-for-several': 'Signature and seal approval',
      'all-signed-not-completed': 'All signed, not completed yet',
      'signing-unknown-who': 'Signature, signer unknown',
    },
    finished: {
      preparation: 'Preparing',
      signature: 'Signing',
      refusal: 'Refusing',
      'seal-request': 'Asking for a seal',
      'seal-approval': 'Approving a seal',
      'seal-refusal': 'Refusing a seal',
      'passing-on': 'Passing on',
      completion: 'Completing',
    },
    other: 'Other',
    otherStates: 'Other statuses',
  },
}

/** The figures of a corp as a CSV file. @param now end of waiting times, in epoch milliseconds */
export function statisticsFile(
  statistics: CorpStatistics,
  language: FileLanguage,
  now: number,
): string {
  const { head, sections, all, waiting, finished, other, otherStates } = words[language]
  const { byStatus, completion, stages, finishedStages, longestWaiting, months } = statistics
  const kindText = (kind: NextStepKind) => waiting[kind] ?? other
  const rows: Row[] = [
    { section: sections.total, number: statistics.flows },
    ...flowStatuses.flatMap((known) =>
      byStatus
        .filter(({ status }) => status === known)
        .map(({ flows }) => ({
          section: sections.status,
          item: known === 'unknown' ? otherStates : statusNames[language][known],
          number: flows,
        })),
    ),
    ...(['started', 'completed'] as const).flatMap((what) =>
      months.map((each) => ({ section: sections[what], item: each.month, number: each[what] })),
    ),
    {
      section: sections.completion,
      item: all,
      number: completion.flows,
      medianMs: completion.medianMs,
    },
    ...completion.byMonth.map(({ month, flows, medianMs }) => ({
      section: sections.completion,
      item: month,
      number: flows,
      medianMs,
    })),
    ...stages.map(({ kind, flows, ...took }) => ({
      section: sections.waiting,
      item: kindText(kind),
      number: flows,
      ...took,
    })),
    ...finishedStages.map(({ kind, stages: count, ...took }) => ({
      section: sections.finished,
      item: finished[kind],
      number: count,
      ...took,
    })),
    ...longestWaiting.map(({ taskId, title, kind, people, since }) => ({
      section: sections.longest,
      item: `${title ?? taskId} · ${kindText(kind)}`,
      number: 1,
      longestMs: now - since,
      taskId,
      people: people.join('; '),
    })),
    ...statistics.waitingFor.map(({ name, flows, since }) => ({
      section: sections.people,
      number: flows,
      longestMs: since === null ? null : now - since,
      people: name,
    })),
  ]
  return byteOrderMark + [head, ...rows.map(toFields)].map((row) => csvLine(row)).join('')
}

type Row = {
  section: string
  item?: string
  number: number
  medianMs?: number | null
  longestMs?: number | null
  taskId?: string
  people?: string
}

function toFields(row: Row): string[] {
  const { section, item = '', number, medianMs = null, longestMs = null } = row
  const figures = [String(number), hours(medianMs), hours(longestMs)]
  return [section, item, ...figures, row.taskId ?? '', row.people ?? '']
}

/** Hours to one decimal. */
function hours(milliseconds: number | null): string {
  return milliseconds === null ? '' : (milliseconds / 3_600_000).toFixed(1)
}
