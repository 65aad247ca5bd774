import { z } from 'zod'
import { isTaskId } from '#shared/rules/task-id.ts'
import { parseJsonText } from '#proxy/json-text.ts'

/** What a notice says; nobody signs it, so it is a hint to look and never a fact. */
export type NoticeBody = {
  taskId: string
  /** As it was sent, say `SIGN`; empty when nothing was. */
  action: string
  /** As it was sent, say `FINISH`; empty when nothing was. */
  status: string
}

const longestWord = 100

const word = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim().slice(0, longestWord).toWellFormed())
  .catch('')

/** notification-callback, read without insisting on anything but the task. */
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

/** @returns null when no task is named, so that there is nothing to look at */
export function readNotice(text: string): NoticeBody | null {
  const { data } = noticeSchema.safeParse(parseJsonText(text))
  if (data === undefined) return null
  return { taskId: data.taskId, action: data.action, status: data.bizData.status }
}
