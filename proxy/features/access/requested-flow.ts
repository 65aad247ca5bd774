import { isTaskId } from '#shared/rules/task-id.ts'
import type { AppContext } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'

/** @throws ProblemError `invalid-task-id` */
export function taskIdOf(c: AppContext): string {
  const taskId = c.req.param('taskId') ?? ''
  if (!isTaskId(taskId)) throw invalidTaskId()
  return taskId
}

/** The `access` of the link that opened the page, which the page passes on. */
export function linkOf(c: AppContext): string | undefined {
  return c.req.header('x-flow-access')
}

export function invalidTaskId(): ProblemError {
  return new ProblemError('invalid-task-id', 'The task id is malformed.')
}
