import { z } from 'zod'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import {
  changeTodo,
  createTodo,
  findTodo,
  finishTodo,
} from '#proxy/upstream/dingtalk/messages/todos.ts'
import { throttled } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import type { UnionIds } from '#proxy/upstream/dingtalk/union-ids.ts'
import { isUnseen } from '#proxy/upstream/dingtalk/user-info.ts'
import { sidePanelLink } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { said, shorten } from '#proxy/features/messages/message-text.ts'
import type { CorpTimes, MessageFrame } from '#proxy/features/corp/corp-times.ts'
import type { JobCall, JobResult } from '#proxy/base/jobs/job-handler.ts'
import { Blocked } from '#proxy/features/messages/failure.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { ClaimedJob, Job } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { StoredFlow, FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { todoKind } from './todo-plan.ts'
import { findWithTurns } from './turns.ts'

export type TodoSenderDeps = {
  /** Whether the settings enable to-dos. */
  isOn: boolean
  client: DingTalkClient
  unionIds: UnionIds
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  jobs: Pick<JobStore, 'ofFlow'>
  publicUrl: string
  times: Pick<CorpTimes, 'frameOf'>
}

/** Most characters of a title in a list. */
const maxTitleLength = 120

/** Reason for jobs waiting because DingTalk makes no to-dos for the app. */
const notByApp = 'process-centre-off'

/** Another call, possibly our earlier try, is creating the same to-do. */
const lockedSeconds = 2

const stepSchema = z.object({ step: z.enum(['open', 'change', 'close']) })

/** Stored for a created to-do; `id` is null if DingTalk did not return it. */
const madeSchema = z.object({
  id: z.string().nullable(),
  creator: z.string(),
  executor: z.string(),
})

type Made = z.output<typeof madeSchema> & { sourceId: string }

/** The turn that a job is about. */
type Turn = { corpId: string; taskId: string; userId: string }

/**
 * Creates, updates and finishes to-dos. All are idempotent, as DingTalk makes one to-do of each
 * source.
 */
export function createTodoSender(deps: TodoSenderDeps): Sender {
  const { isOn, client, unionIds, registry, jobs, publicUrl, times } = deps

  /** The flow if it is the person's turn, null otherwise. */
  async function flowOf({ corpId, taskId, userId }: Turn): Promise<StoredFlow | null> {
    const known = await findWithTurns(registry, corpId, taskId)
    return known?.turns.has(userId) === true ? known.flow : null
  }

  /** The initiator, or else the executor, who may create their own to-do. */
  async function creatorOf(flow: StoredFlow, corpId: string, executor: string): Promise<string> {
    const { userId } = flow.initiator
    if (userId === null) return executor
    return unionIds.of(corpId, userId).catch((error: unknown) => {
      if (isUnseen(error)) return executor
      throw error
    })
  }

  /**
   * Finds a to-do that is no longer wanted but may have been created by an earlier try, so that it
   * can be finished.
   */
  async function findMade(row: ClaimedJob, { corpId, taskId, userId }: Turn): Promise<JobResult> {
    const executor = await unionIds.of(corpId, userId)
    const flow = await registry.find(corpId, taskId)
    const creator = flow === null ? executor : await creatorOf(flow, corpId, executor)
    const id = await findTodo(client, corpId, { sourceId: row.key, creator, executor })
    return id === null ? { dropped: 'turn-over' } : { result: { id, creator, executor } }
  }

  async function open(row: ClaimedJob, turn: Turn, { now, begin }: JobCall): Promise<JobResult> {
    const { corpId, taskId, userId } = turn
    const flow = isOn ? await flowOf(turn) : null
    if (flow === null)
      return row.tries > 1 && row.reason !== notByApp
        ? findMade(row, turn)
        : { dropped: 'turn-over' }
    const executor = await unionIds.of(corpId, userId)
    const initiator = await creatorOf(flow, corpId, executor)
    const app = flowAddress(publicUrl, corpId, taskId)
    const frame = await times.frameOf(corpId)
    const todo = {
      sourceId: row.key,
      subject: subjectOf(frame, flow),
      executor,
      dueAt: flow.deadline,
      links: { app, pc: sidePanelLink(app) },
      fields: [{ name: said(frame, '发起人', 'Initiator'), value: initiatorOf(flow) }],
    }
    const createAs = async (creator: string) => {
      return { creator, made: await createTodo(client, corpId, { ...todo, creator }, now) }
    }
    // After its claim, another instance may have found that the turn is over, and no to-do to finish.
    await begin()
    const { creator, made } = await createAs(initiator).catch((error: unknown) => {
      // The initiator's cached id may be from before they left.
      if (initiator === executor || !isUnseen(error)) throw error
      return createAs(executor)
    })
    if (made === 'not-by-app') throw new Blocked(notByApp)
    if (made === 'locked') throw throttled(lockedSeconds, null, 'call')
    // If looking it up fails now, it is looked up again when it is finished.
    const id =
      made === 'exists'
        ? await findTodo(client, corpId, { ...todo, creator }).catch(() => null)
        : made.id
    return { result: { id, creator, executor } }
  }

  /** The person's to-dos created before a job and not finished by another one. */
  async function madeBefore(row: ClaimedJob, { corpId, taskId, userId }: Turn): Promise<Made[]> {
    const rows = await jobs.ofFlow(corpId, taskId, todoKind)
    const earlier = rows.filter(
      (one) => one.userId === userId && one.id < row.id && one.state === 'done',
    )
    const closed = earlier.find((one) => stepOf(one) === 'close')?.id ?? 0
    return earlier
      .filter((one) => one.id > closed && stepOf(one) === 'open')
      .flatMap((one) => {
        const made = madeSchema.safeParse(one.result).data
        return made === undefined ? [] : [{ ...made, sourceId: one.key }]
      })
  }

  async function withId(corpId: string, made: Made): Promise<Made & { id: string | null }> {
    return made.id === null ? { ...made, id: await findTodo(client, corpId, made) } : made
  }

  async function close(row: ClaimedJob, turn: Turn): Promise<JobResult> {
    const { corpId } = turn
    const made = await madeBefore(row, turn)
    if (made.length === 0) return { dropped: 'nothing-open' }
    for (const each of made) {
      const { id, executor } = await withId(corpId, each)
      if (id !== null) await finishTodo(client, corpId, { id, executor })
    }
    return {}
  }

  async function change(row: ClaimedJob, turn: Turn, { now }: JobCall): Promise<JobResult> {
    const { corpId } = turn
    const [flow, [latest]] = await Promise.all([flowOf(turn), madeBefore(row, turn)])
    if (flow === null || latest === undefined) return { dropped: 'nothing-open' }
    const { id, creator } = await withId(corpId, latest)
    if (id === null) return { dropped: 'nothing-open' }
    const subject = subjectOf(await times.frameOf(corpId), flow)
    const changes = { subject, dueAt: flow.deadline }
    await changeTodo(client, corpId, { id, creator }, changes, now)
    return {}
  }

  return {
    isRepeatable: true,
    // It is created without notifying the person.
    disturbs: () => false,
    async run(row, call) {
      const { corpId, taskId, userId } = row
      if (taskId === null || userId === null) throw new Error('a to-do without a flow or a person')
      const turn = { corpId, taskId, userId }
      const step = stepOf(row)
      if (step === 'open') return open(row, turn, call)
      return step === 'change' ? change(row, turn, call) : close(row, turn)
    },
  }
}

function stepOf({ payload }: Pick<Job, 'payload'>): z.output<typeof stepSchema>['step'] {
  return stepSchema.parse(payload).step
}

function subjectOf(frame: MessageFrame, { title, taskId }: StoredFlow): string {
  const colon = frame.language === 'en' ? ': ' : '：'
  return `${said(frame, '请签署', 'To sign')}${colon}${shorten(title ?? taskId, maxTitleLength)}`
}

function initiatorOf({ initiator }: StoredFlow): string {
  const names = [initiator.name, initiator.organization].filter((part) => part !== null)
  return names.length === 0 ? '—' : names.join(' · ')
}
