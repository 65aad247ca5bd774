import type { FlowList } from '#shared/schemas/flow/flow-list.ts'

/** Of colleagues chosen on this page, by user id. */
export const pickedNames = new Map<string, string>()

/**
 * The name of the person whose contracts are listed; null if it is not known.
 * @param by see `FlowConditions`
 */
export function nameOfInitiator(
  list: { pages: readonly FlowList[] } | undefined,
  by: string | null,
): string | null {
  const [first] = list?.pages ?? []
  if (by === null) return null
  const frequent = first?.initiators?.find(({ userId, name }) => (userId ?? name) === by)
  return frequent?.name ?? pickedNames.get(by) ?? first?.flows[0]?.initiator.name ?? null
}
