import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { toFlowUpdate } from '#proxy/features/flows/read/flow-update.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { RegisteredFlowStore } from '#proxy/base/store/flows/registered-flow-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { ImportRow } from './import-rows.ts'
import type { Clock } from '#shared/rules/time.ts'

type Refusal = ImportAnswer['notTaken'][number]['reason']

/** Imports the owners of flows that were started elsewhere. */
export type FlowImporter = {
  /**
   * Reads the flow from e签宝 and the owner from DingTalk, and stores both.
   * @returns why it was refused; null if it was imported
   */
  take(corpId: string, row: ImportRow): Promise<Refusal | null>
}

export type FlowImporterDeps = {
  book: RegisteredFlowStore
  registry: Pick<FlowStore, 'peopleOf' | 'recordReading'>
  events: Pick<Events, 'publish'>
  flows: Pick<FlowReader, 'read'>
  /** Looks up a member in DingTalk. @throws ProblemError `person-not-found`, `outside-app-scope` */
  requireMember: (corpId: string, userId: string) => Promise<unknown>
  log: Pick<Logger, 'warn'>
  now: Clock
}

const problemReasons: readonly Refusal[] = [
  'flow-not-found',
  'person-not-found',
  'outside-app-scope',
]

export function createFlowImporter(deps: FlowImporterDeps): FlowImporter {
  const { book, registry, events, flows, requireMember, log, now } = deps

  async function takeOver(corpId: string, taskId: string, userId: string): Promise<void> {
    await requireMember(corpId, userId)
    const reading = await flows.read(corpId, taskId)
    const people = await fromStore(registry.peopleOf(corpId, taskId), storeMs)
    const update = toFlowUpdate(reading, people)
    await fromStore(registry.recordReading(corpId, update), storeMs)
    const registration = {
      taskId,
      title: null,
      deadline: null,
      initiatorUserId: userId,
      people: null,
      // Signatures have whole seconds, so one from this second must not count as older.
      signedAt: Math.floor(now() / 1000) * 1000,
      at: now(),
    }
    if (await fromStore(book.record(corpId, registration), storeMs))
      await events.publish({ type: 'flow-changed', corpId, taskId })
  }

  return {
    async take(corpId, { taskId, userId }) {
      try {
        if (await fromStore(book.isStartedByApp(corpId, taskId), storeMs)) return 'started-here'
        await takeOver(corpId, taskId, userId)
        return null
      } catch (err) {
        const code = err instanceof ProblemError ? err.code : null
        const reason = problemReasons.find((each) => each === code)
        if (reason === undefined) log.warn({ corpId, taskId, err }, 'row of an import not checked')
        return reason ?? 'not-checked'
      }
    },
  }
}
