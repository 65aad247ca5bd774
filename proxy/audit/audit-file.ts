import type { View } from '../store/registry.ts'
import { csvLine } from './csv.ts'

export type AuditLanguage = 'zh' | 'en'

/** Excel takes a file for UTF-8 by this alone. */
const byteOrderMark = '\uFEFF'

const words = {
  zh: {
    head: ['时间', '任务编号', '合同标题', '用户 ID', '姓名', '凭分享链接'],
    yes: '是',
    no: '否',
  },
  en: {
    head: ['Time', 'Task ID', 'Contract title', 'User ID', 'Name', 'By shared link'],
    yes: 'yes',
    no: 'no',
  },
} as const

/** Who opened what, as a CSV file, a part for each of the views; times in UTC. */
export async function* auditFile(
  views: AsyncIterable<View>,
  language: AuditLanguage,
): AsyncGenerator<string> {
  const { head, yes, no } = words[language]
  yield byteOrderMark + csvLine(head)
  for await (const { at, taskId, title, userId, name, byLink } of views) {
    const time = new Date(at).toISOString()
    yield csvLine([time, taskId, title ?? '', userId, name, byLink ? yes : no])
  }
}
