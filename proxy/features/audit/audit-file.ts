import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { auditActor, auditDetail } from '#shared/rules/words/audit-details.ts'
import { auditKindNames } from '#shared/rules/words/audit-kinds.ts'
import type { View } from '#proxy/base/store/flows/view-store.ts'
import { csvHead, csvLine, timeField } from '#proxy/base/csv/csv.ts'

type Words = {
  head: readonly string[]
  yes: string
  no: string
}

const words = {
  zh: {
    head: ['时间', '任务编号', '合同标题', '用户 ID', '姓名', '经分享链接', '操作', '对象'],
    yes: '是',
    no: '否',
  },
  en: {
    head: [
      'Time',
      'Task ID',
      'Contract title',
      'User ID',
      'Name',
      'By share link',
      'Action',
      'Object',
    ],
    yes: 'yes',
    no: 'no',
  },
} as const satisfies Record<FileLanguage, Words>

/** Who did what, as a CSV file, a part for each of the views; times in UTC. */
export async function* auditFile(
  views: AsyncIterable<View>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const { head, yes, no } = words[language]
  const kinds = auditKindNames[language]
  yield csvHead(head)
  for await (const view of views) {
    const { at, kind, taskId, title, userId, byLink } = view
    const about = [timeField(at), taskId ?? '', title ?? '']
    const who = [userId, auditActor(view, language), byLink ? yes : no]
    yield csvLine([...about, ...who, kinds[kind], auditDetail(view, language) ?? ''])
  }
}
