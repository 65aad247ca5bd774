import { z } from 'zod'
import { isTaskId } from '#shared/rules/task-id.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** The content of a notice. Notices are unsigned, so it is a hint to reread and never a fact. */
export type NoticeBody = {
  taskId: string
  /** As sent, such as `SIGN`; empty if missing. */
  action: string
  /** As sent, such as `FINISH`; empty if missing. */
  status: string
}

const maxWordLength = 100

const word = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim().slice(0, maxWordLength).toWellFormed())
  .catch('')

/** notification-callback; only the task is required. */
const noticeSchema = z.object({
  action: word,
  taskId: z.union([z.string(), z.number()]).transform(String).refine(isTaskId),
  bizData: z
    .preprocess(
      (value) => (typeof value === 'string' ? parseJsonText(value) : value),
      z.object({ status: word }),
    )
    .catch({ status: '' }),
})

/** @returns null if no task is named, so that there is nothing to read */
export function readNotice(text: string): NoticeBody | null {
  const { data } = noticeSchema.safeParse(parseJsonText(text))
  if (data === undefined) return null
  const { status } = data.bizData
  // Anybody who knows the address can post one, which changes no more than this line.
  if (data.action === 'CORP_AUTH' && (status === 'FALL' || status === 'FAIL'))
    noteSettled('corp-auth-failure', status)
  return { taskId: data.taskId, action: data.action, status }
}
