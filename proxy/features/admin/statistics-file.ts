import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import { csvHead, csvLine } from '#proxy/base/csv/csv.ts'
import { finishedStage } from '#shared/rules/words/en.ts'
import { statisticNames, waitingStageNames } from '#shared/rules/words/statistics.ts'
import { statusText } from '#shared/rules/words/status-text.ts'
import { finishedStageWords } from '#shared/rules/words/zh.ts'

type Words = {
  head: readonly string[]
  total: string
  started: string
  completed: string
  completion: string
  all: string
}

const words: Record<FileLanguage, Words> = {
  zh: {
    head: ['统计', '项目', '数量', '通常（小时）', '最长（小时）', '任务编号', '等待谁'],
    total: '全部合同',
    started: '每月发起',
    completed: '每月完成',
    completion: '完成用时',
    all: '全部',
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
    total: 'All contracts',
    started: 'Started by month',
    completed: 'Completed by month',
    completion: 'Time to completion',
    all: 'All',
  },
}

type StageNames = {
  waiting: Partial<Record<NextStepKind, string>> & { other: string }
  finished: typeof finishedStageWords
}

const stageNames: Record<FileLanguage, StageNames> = {
  zh: { waiting: waitingStageNames.zh, finished: finishedStageWords },
  en: { waiting: waitingStageNames.en, finished: finishedStage },
}

/** The figures of a corp as a CSV file. @param now end of waiting times, in epoch milliseconds */
export function statisticsFile(
  statistics: CorpStatistics,
  language: FileLanguage,
  now: number,
): string {
  const t = { ...words[language], ...statisticNames[language] }
  const { waiting, finished } = stageNames[language]
  const { byStatus, completion, stages, finishedStages, longestWaiting, months } = statistics
  const kindText = (kind: NextStepKind) => waiting[kind] ?? waiting.other
  const rows: Row[] = [
    { section: t.total, number: statistics.flows },
    ...flowStatuses.flatMap((known) =>
      byStatus
        .filter(({ status }) => status === known)
        .map(({ flows }) => ({
          section: t.states,
          item: statusText(known, language),
          number: flows,
        })),
    ),
    ...(['started', 'completed'] as const).flatMap((what) =>
      months.map((each) => ({ section: t[what], item: each.month, number: each[what] })),
    ),
    {
      section: t.completion,
      item: t.all,
      number: completion.flows,
      medianMs: completion.medianMs,
    },
    ...completion.byMonth.map(({ month, flows, medianMs }) => ({
      section: t.completion,
      item: month,
      number: flows,
      medianMs,
    })),
    ...stages.map(({ kind, flows, ...took }) => ({
      section: t.stages,
      item: kindText(kind),
      number: flows,
      ...took,
    })),
    ...finishedStages.map(({ kind, stages: count, ...took }) => ({
      section: t.finishedStages,
      item: finished[kind],
      number: count,
      ...took,
    })),
    ...longestWaiting.map(({ taskId, title, kind, people, since }) => ({
      section: t.longest,
      item: `${title ?? taskId} · ${kindText(kind)}`,
      number: 1,
      longestMs: now - since,
      taskId,
      people: people.join('; '),
    })),
    ...statistics.waitingFor.map(({ name, flows, since }) => ({
      section: t.waitedFor,
      number: flows,
      longestMs: since === null ? null : now - since,
      people: name,
    })),
  ]
  return csvHead(t.head) + rows.map((row) => csvLine(toFields(row))).join('')
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
