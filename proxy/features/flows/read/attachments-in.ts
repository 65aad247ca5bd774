import type { FlowLog } from '#shared/rules/flow.ts'

/**
 * The names of a flow's attachments, which e签宝's answer about its files leaves out, by its log; a
 * null stands for those without a name.
 * @param logs newest first
 */
export function attachmentsIn(logs: readonly FlowLog[]): (string | null)[] {
  const found = new Set<string | null>()
  for (const { type, description } of logs.toReversed()) {
    const name = /《(.+?)》/.exec(description ?? '')?.[1] ?? null
    if (type === 'attachment-added') found.add(name)
    else if (type === 'attachment-removed' && name !== null) found.delete(name)
  }
  return [...found]
}
