import type { PageTask, World } from '#sandbox/state/state.ts'

/** A task whose page is still valid; undefined when unknown, of another kind or expired. */
export function findPageTask(
  world: World,
  taskId: string,
  kinds: readonly PageTask['kind'][],
): PageTask | undefined {
  const task = world.state.pageTasks.get(taskId)
  return task && kinds.includes(task.kind) && task.expiresAt > world.now() ? task : undefined
}

/** A return address with parameters added to its query. */
export function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
