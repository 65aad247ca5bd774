import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { statusText } from '#shared/rules/words/status-text.ts'
import { csvHead, csvLine, timeField } from '#proxy/base/csv/csv.ts'

type Words = {
  head: readonly string[]
  cut: (rows: number) => string
}

const words: Record<FileLanguage, Words> = {
  zh: {
    head: [
      '任务编号',
      '合同标题',
      '状态',
      '发起人',
      '发起主体',
      '等待谁',
      '等待开始',
      '截止时间',
      '发起时间',
      '进度截至',
      '对方企业',
    ],
    cut: (rows) => `只导出了前 ${rows} 份合同，请缩小筛选范围后再导出其余的。`,
  },
  en: {
    head: [
      'Task ID',
      'Contract title',
      'Status',
      'Initiator',
      'Organisation',
      'Waiting for',
      'Waiting since',
      'Deadline',
      'Started',
      'As of',
      'Other companies',
    ],
    cut: (rows) => `Only the first ${rows} contracts are here. Narrow the list to export the rest.`,
  },
}

/** Most rows of a file; spreadsheets are of no use above that. */
export const maxRows = 10_000

/** A list of flows as a CSV file, one chunk for each page; times in UTC. */
export async function* listFile(
  pages: AsyncIterable<readonly ListedFlow[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const { head, cut } = words[language]
  let rows = 0
  yield csvHead(head)
  for await (const flows of pages) {
    const taken = flows.slice(0, maxRows - rows)
    rows += taken.length
    if (taken.length > 0) yield taken.map((flow) => csvLine(fieldsOf(flow, language))).join('')
    if (taken.length < flows.length) {
      yield csvLine([cut(maxRows)])
      return
    }
  }
}

function fieldsOf(flow: ListedFlow, language: FileLanguage): string[] {
  const { status, statusCode, initiator, nextStep } = flow
  const waiting = status === 'signing' ? nextStep : null
  const people = waiting?.waits?.flatMap((wait) => wait.people) ?? waiting?.people ?? []
  return [
    flow.taskId,
    flow.title ?? '',
    statusText(status, language, statusCode),
    initiator.name ?? '',
    initiator.organization ?? '',
    [...new Set(people)].join('; '),
    timeField(waiting?.since ?? null),
    timeField(flow.deadline),
    timeField(flow.startedAt),
    timeField(flow.confirmedAt),
    (flow.counterparts ?? []).join('; '),
  ]
}
