import { z } from 'zod'
import { flowSchema, type Flow } from '#shared/schemas/flow/flow.ts'
import type { LargeReply } from '#proxy/upstream/dingtalk/client/exchange.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { scriptOf, Thread, ThreadEnded } from '#proxy/base/threads/thread.ts'

/** A flow whose log is too long to parse on the event loop. */
export class LargeFlow {
  /** See `outlineOf`. */
  readonly outline: Flow
  /** The whole `Flow`, as JSON in UTF-8. */
  readonly json: Uint8Array

  constructor(outline: Flow, json: Uint8Array) {
    this.outline = outline
    this.json = json
  }
}

/** Parses large replies of `getFlow`, of both generations, in a worker thread. */
export type LargeFlows = {
  /**
   * @returns a `LargeFlow`, or the empty reply of a successful operation
   * @throws ProblemError the same as for a small reply; `upstream-unavailable` if the thread fails
   */
  read(taskId: string, reply: LargeReply): Promise<LargeFlow | { data: null }>
  close(): Promise<void>
}

/**
 * Heap limit in megabytes: a reply has at most 16, and temporarily takes about ten times as much.
 */
const maxHeapMb = 768

/** The thread ends after this time without large flows, to free its memory (milliseconds). */
const idleMs = 60_000

const readSchema = z.object({ outline: flowSchema, json: z.instanceof(Uint8Array) }).nullable()

/** @param script replaces the thread's own in tests */
export function createLargeFlows(
  script = scriptOf(new URL('./flow-thread.ts', import.meta.url)),
): LargeFlows {
  const resourceLimits = { maxOldGenerationSizeMb: maxHeapMb }
  const thread = new Thread({ script, resourceLimits, idleMs })
  return {
    async read(taskId, reply) {
      try {
        const read = await thread.call({ taskId, ...reply }, [reply.bytes.buffer])
        const flow = readSchema.parse(read)
        return flow === null ? { data: null } : new LargeFlow(flow.outline, flow.json)
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error
        throw new ProblemError('upstream-unavailable', 'A large flow cannot be parsed.', {
          cause: error,
        })
      }
    },
    close: () => thread.stop(),
  }
}
