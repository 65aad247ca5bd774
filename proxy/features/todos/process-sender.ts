import { z } from 'zod'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { SignerState } from '#shared/rules/situation/situation.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import {
  addProcessTask,
  closeProcessTask,
  endProcess,
  ensureTemplate,
  findProcessTask,
  isBusyProcess,
  isDailyLimit,
  isRefusedStart,
  startProcess,
} from '#proxy/upstream/dingtalk/messages/process-centre.ts'
import { isUnseen } from '#proxy/upstream/dingtalk/user-info.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { situationIn } from '#proxy/features/flows/read/flow-reading.ts'
import { identifiedSigners } from '#proxy/base/store/flows/merge-people.ts'
import { shorten } from '#proxy/features/messages/message-text.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import type { JobCall, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { ClaimedJob, Job } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { StoredFlow, FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { processKind, processStartKind } from './process-plan.ts'
import { findWithTurns } from './turns.ts'

export type ProcessSenderDeps = {
  /** Whether the settings enable processes. */
  isOn: boolean
  client: DingTalkClient
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  flows: Pick<FlowReader, 'read'>
  jobs: Pick<JobStore, 'ofFlow'>
  localTime: Pick<LocalTime, 'dayEnd'>
  publicUrl: string
}

/** Name of the app's template in DingTalk. */
const template = { name: '合同签署进度', label: '合同' }

const maxTitleLength = 64
const busyMs = 5000

const startedSchema = z.object({ processId: z.string() })
const stepSchema = z.object({ step: z.enum(['task', 'close', 'end']) })
const taskSchema = z.object({ taskNumber: z.number() })

type ProcessEnd = Parameters<typeof endProcess>[3]

const refused: ProcessEnd = { status: 'COMPLETED', result: 'refuse' }
const broughtToAnEnd: ProcessEnd = { status: 'TERMINATED', result: 'refuse' }

/** How a flow's process ends; that of an open flow, once turns are shown in another way. */
const processEnds: Record<FlowStatus, ProcessEnd> = {
  draft: broughtToAnEnd,
  signing: broughtToAnEnd,
  completed: { status: 'COMPLETED', result: 'agree' },
  revoked: broughtToAnEnd,
  terminated: broughtToAnEnd,
  expired: broughtToAnEnd,
  deleted: broughtToAnEnd,
  refused,
  unknown: broughtToAnEnd,
}

function endOf(status: FlowStatus): ProcessEnd {
  return processEnds[knownWord(processEnds, status)]
}

/** The two senders of processes: one starts them, the other does the rest. */
export function createProcessSenders(deps: ProcessSenderDeps): { start: Sender; steps: Sender } {
  const { isOn, client, registry, flows, jobs, localTime, publicUrl } = deps
  /** Template codes by corp. */
  const codes = new Map<string, string>()

  async function codeOf(corpId: string): Promise<string> {
    const known = codes.get(corpId) ?? (await ensureTemplate(client, corpId, template))
    codes.set(corpId, known)
    return known
  }

  async function start(row: ClaimedJob, { begin }: JobCall): Promise<JobResult> {
    const { corpId } = row
    const taskId = flowIn(row)
    if (!isOn) return { dropped: 'turn-over' }
    if ((await startOf(row)) !== null) return { dropped: 'started' }
    const known = await findWithTurns(registry, corpId, taskId)
    const [first] = known?.turns ?? []
    if (known === null || first === undefined) return { dropped: 'turn-over' }
    const { flow } = known
    const title = titleOf(flow)
    const url = flowAddress(publicUrl, corpId, taskId)
    const fields = [{ name: template.label, value: title }]
    const startAs = async (originator: string) => {
      const processCode = await codeOf(corpId)
      const process = { originator, title, url, fields }
      await begin()
      return startProcess(client, corpId, { ...process, processCode }).catch(
        async (error: unknown) => {
          if (!isRefusedStart(error)) throw error
          // The template may have been removed. If it cannot be looked up, the refusal stands.
          const anew = await ensureTemplate(client, corpId, template).catch(() => processCode)
          if (anew === processCode) throw error
          codes.set(corpId, anew)
          return startProcess(client, corpId, { ...process, processCode: anew })
        },
      )
    }
    const originator = flow.initiator.userId ?? first
    const processId = await startAs(originator).catch((error: unknown) => {
      // The initiator may have left, or be outside the app's scope.
      if (originator === first || !(isRefusedStart(error) || isUnseen(error))) throw error
      return startAs(first)
    })
    return { result: { processId } }
  }

  /** The job that may have started the process current at the time of `row`. */
  async function startOf(row: ClaimedJob): Promise<Job | null> {
    const taskId = flowIn(row)
    const [starts, steps] = await Promise.all([
      jobs.ofFlow(row.corpId, taskId, processStartKind),
      jobs.ofFlow(row.corpId, taskId, processKind),
    ])
    const ended = steps.find(
      (one) => one.id < row.id && one.state === 'done' && stepOf(one) === 'end',
    )
    const started = starts.filter(({ state }) => state === 'done' || state === 'unknown')
    return started.find(({ id }) => id < row.id && id > (ended?.id ?? 0)) ?? null
  }

  async function addTask(row: ClaimedJob, processId: string, now: number): Promise<JobResult> {
    const { corpId, userId, key, tries } = row
    const taskId = flowIn(row)
    const known = await findWithTurns(registry, corpId, taskId)
    if (known === null || userId === null) return { dropped: 'turn-over' }
    const isOver = !isOn || !known.turns.has(userId)
    if (isOver && tries === 1) return { dropped: 'turn-over' }
    const url = flowAddress(publicUrl, corpId, taskId)
    const task = { processId, activityId: key, userId, url, dueAt: known.flow.deadline }
    // An earlier try may have created it.
    const found = tries > 1 ? await findProcessTask(client, corpId, task) : null
    if (found === null && isOver) return { dropped: 'turn-over' }
    const taskNumber = found ?? (await addProcessTask(client, corpId, task, now))
    return taskNumber === null ? { dropped: 'turn-over' } : { result: { taskNumber } }
  }

  async function close(row: ClaimedJob, processId: string): Promise<JobResult> {
    const { corpId, userId } = row
    const taskId = flowIn(row)
    const rows = await jobs.ofFlow(corpId, taskId, processKind)
    const made = rows.find(
      (one) => one.id < row.id && one.userId === userId && taskSchema.safeParse(one.result).success,
    )
    if (made === undefined || userId === null) return { dropped: 'nothing-open' }
    const { taskNumber } = taskSchema.parse(made.result)
    const state = await stateOf(corpId, taskId, userId)
    const result = state === 'done' ? 'AGREE' : state === 'refused' ? 'REFUSE' : null
    await closeProcessTask(client, corpId, { processId, taskId: taskNumber }, result)
    return {}
  }

  /** A person's state according to e签宝; null if e签宝 does not return it. */
  async function stateOf(
    corpId: string,
    taskId: string,
    userId: string,
  ): Promise<SignerState | null> {
    const people = await registry.peopleOf(corpId, taskId)
    const reading = await flows.read(corpId, taskId).catch((error: unknown) => {
      if (isUnknownFlow(error)) return null
      throw error
    })
    if (reading === null) return null
    const { signers } = situationIn(reading, people)
    const index = identifiedSigners(people).findIndex((person) => person.userId === userId)
    return (
      signers.find(({ person, isPersonSure }) => person === index && isPersonSure)?.state ?? null
    )
  }

  async function end(row: ClaimedJob, processId: string): Promise<JobResult> {
    const { corpId } = row
    const flow = await registry.find(corpId, flowIn(row))
    await endProcess(client, corpId, processId, endOf(flow?.status ?? 'unknown'))
    return {}
  }

  async function follow(row: ClaimedJob, { now }: JobCall): Promise<JobResult> {
    const started = await startOf(row)
    const processId = startedSchema.safeParse(started?.result).data?.processId
    if (processId === undefined) return { dropped: 'nothing-open' }
    const step = stepOf(row)
    if (step === 'task') return addTask(row, processId, now)
    return step === 'close' ? close(row, processId) : end(row, processId)
  }

  /** Postpones what DingTalk's own limits refuse. */
  function whenAllowed(run: Sender['run']): Sender['run'] {
    return async (row, call) => {
      try {
        return await run(row, call)
      } catch (error) {
        if (isDailyLimit(error)) return { later: localTime.dayEnd(call.now) }
        if (isBusyProcess(error)) return { later: call.now + busyMs }
        throw error
      }
    }
  }

  return {
    start: {
      isRepeatable: false,
      disturbs: () => true,
      run: whenAllowed(start),
    },
    steps: {
      isRepeatable: true,
      // DingTalk shows a card for it.
      disturbs: (row) => stepSchema.safeParse(row.payload).data?.step === 'task',
      run: whenAllowed(follow),
    },
  }
}

function stepOf({ payload }: Pick<Job, 'payload'>): z.output<typeof stepSchema>['step'] {
  return stepSchema.parse(payload).step
}

function flowIn({ taskId }: ClaimedJob): string {
  if (taskId === null) throw new Error('a process without a flow')
  return taskId
}

function titleOf({ title, taskId }: StoredFlow): string {
  return shorten(title ?? taskId, maxTitleLength)
}
