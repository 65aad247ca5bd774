import { z } from 'zod'
import type { TaskPage } from '#shared/schemas/launch-page.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { pageAddress, textValue, toFlag } from './upstream-values.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

// Payloads of several operations.

const anything = z.unknown().optional()

/**
 * 2.0 sends `{result}` or a bare boolean, as does 1.0 inside its `data`. Null if upstream does not
 * say.
 */
export const donePayload = z
  .union([z.boolean(), z.string(), z.null(), z.looseObject({ result: anything })])
  .transform((payload) =>
    toFlag(typeof payload === 'object' && payload !== null ? payload.result : payload),
  )

export const taskPagePayload: z.ZodType<TaskPage> = z.object({
  taskId: textValue,
  pcUrl: pageAddress,
  mobileUrl: pageAddress,
})

/** 2.0 sends the text `isRealName`, "true" or "false"; 1.0 the boolean `realName`. */
export const realNamePayload = z
  .object({
    isRealName: anything,
    realName: anything,
    userRealName: textValue,
    orgRealName: textValue,
  })
  .transform((payload): RealName => {
    const value = payload.isRealName ?? payload.realName
    const verified = toFlag(value)
    noteFlag(payload.isRealName ?? null)
    return {
      status: verified === null ? 'unknown' : verified ? 'verified' : 'not-verified',
      statusCode: verified === null ? textValue.parse(value) : String(verified),
      name: payload.userRealName ?? payload.orgRealName,
    }
  })

/** 2.0 documents the text "true" alone. */
function noteFlag(value: unknown): void {
  if (value === null) return
  const isText = typeof value === 'string' && toFlag(value) !== null
  noteSettled('real-name-flag', isText ? 'text' : typeof value === 'boolean' ? 'boolean' : 'other')
}
