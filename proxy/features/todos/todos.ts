import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { createUnionIds } from '#proxy/upstream/dingtalk/union-ids.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { TurnsBy } from '#shared/rules/situation/happenings.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { BackgroundSettings } from '#proxy/background-settings.ts'
import { processKind, processStartKind } from './process-plan.ts'
import { createProcessSenders } from './process-sender.ts'
import { todoKind } from './todo-plan.ts'
import { createTodoSender } from './todo-sender.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type TodoDeps = {
  settings: Pick<BackgroundSettings, 'todos' | 'processCentre'>
  client: DingTalkClient
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  flows: Pick<FlowReader, 'read'>
  jobs: Pick<JobStore, 'ofFlow'>
  localTime: Pick<LocalTime, 'dayEnd'>
  publicUrl: string
  monotonic: MonotonicClock
  times: Pick<CorpTimes, 'frameOf'>
}

/** After a change of the settings, each flow follows at its next reading. */
export function turnsByOf({ processCentre, todos }: TodoDeps['settings']): TurnsBy | null {
  if (processCentre) return 'process'
  return todos ? 'todo' : null
}

/** Shows people their turns in DingTalk's own lists, as to-dos or as tasks of the process centre. */
export function createTodos(deps: TodoDeps): Readonly<Record<string, Sender>> {
  const { settings, client, monotonic } = deps
  const unionIds = createUnionIds(client, monotonic)
  const turnsBy = turnsByOf(settings)
  const process = createProcessSenders({ ...deps, isOn: turnsBy === 'process' })
  return {
    [todoKind]: createTodoSender({ ...deps, unionIds, isOn: turnsBy === 'todo' }),
    [processStartKind]: process.start,
    [processKind]: process.steps,
  }
}
