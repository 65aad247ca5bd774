import type { Esign } from '../esign/esign.ts'
import type { Logger } from '../log.ts'
import { asProblemError, ProblemError } from '../problem.ts'
import type { FlowReading } from './flow-reading.ts'

export type FlowReader = {
  /**
   * The flow as it is now, with signers and seal approvals. Reads of one flow that are under way
   * share their calls.
   * @throws ProblemError when the flow itself cannot be read, see `Esign.getFlow`
   */
  read(corpId: string, taskId: string): Promise<FlowReading>
}

/** How long the flow itself, once there, waits for its signers and approvals. */
const sectionPatienceMs = 2000

export type FlowReaderParts = {
  esign: Pick<Esign, 'getFlow' | 'getSigners' | 'getSealApprovals'>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
  patienceMs?: number
}

export function createFlowReader(parts: FlowReaderParts): FlowReader {
  const { esign, log, now, patienceMs = sectionPatienceMs } = parts
  const underWay = new Map<string, Promise<FlowReading>>()

  async function readAll(corpId: string, taskId: string): Promise<FlowReading> {
    const signing = settle(esign.getSigners(corpId, taskId))
    const sealApprovals = settle(esign.getSealApprovals(corpId, taskId))
    const flow = await esign.getFlow(corpId, taskId)
    const [signers, approvals] = await Promise.all([
      within(signing, patienceMs),
      within(sealApprovals, patienceMs),
    ])
    for (const [section, err] of Object.entries({ signers, approvals }))
      if (err instanceof ProblemError) log.warn({ corpId, taskId, section, err }, 'section failed')
    return {
      flow,
      signers: signers instanceof ProblemError ? signers : signers.signers,
      approvals,
      fetchedAt: now(),
    }
  }

  return {
    read(corpId, taskId) {
      const key = JSON.stringify([corpId, taskId])
      const shared = underWay.get(key)
      if (shared !== undefined) return shared
      const reading = readAll(corpId, taskId).finally(() => underWay.delete(key))
      underWay.set(key, reading)
      return reading
    },
  }
}

/** A failure becomes a value: it must not fail what stands beside it. */
function settle<Value>(reading: Promise<Value>): Promise<Value | ProblemError> {
  return reading.catch(asProblemError)
}

async function within<Value>(
  reading: Promise<Value | ProblemError>,
  patienceMs: number,
): Promise<Value | ProblemError> {
  let timer: NodeJS.Timeout | undefined
  const impatience = new Promise<ProblemError>((resolve) => {
    timer = setTimeout(() => {
      resolve(new ProblemError('upstream-timeout', 'e签宝 took too long for this part.'))
    }, patienceMs)
  })
  try {
    return await Promise.race([reading, impatience])
  } finally {
    clearTimeout(timer)
  }
}

export function invalidTaskId(): ProblemError {
  return new ProblemError('invalid-task-id', 'The task id is malformed.')
}
