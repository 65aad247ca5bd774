import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'

/**
 * The corps that a notice about a flow is for: the only one of an internal app, otherwise those that
 * have the flow. A first reading may not be stored yet, so those whose open pages show it count too.
 * @param ourCorpId of an internal app; null for a third-party app
 */
export async function corpsOfNotice(
  taskId: string,
  ourCorpId: string | null,
  registry: Pick<FlowStore, 'corpsOf'>,
  watchedIn: (taskId: string) => readonly string[],
): Promise<string[]> {
  if (ourCorpId !== null) return [ourCorpId]
  return [...new Set([...(await registry.corpsOf(taskId)), ...watchedIn(taskId)])]
}
