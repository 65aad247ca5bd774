import type { FlowLog } from '#shared/schemas/flow/flow.ts'
import { logTypeFacts } from '#shared/rules/codes/log-type.ts'
import type { Evidence, SignerSituation } from './situation.ts'

type Since = Pick<SignerSituation, 'since' | 'sinceBy'>

type Placed = Pick<SignerSituation, 'name' | 'order' | 'state'>

const unknownSince: Since = { since: null, sinceBy: null }

/**
 * When each signer decided, epoch milliseconds. Records contain only names: of several namesakes,
 * the first in the list signed first.
 * @param logs newest first
 * @returns one for each signer; null if undecided or unknown
 */
export function decisionTimes(
  signers: readonly Placed[],
  logs: readonly FlowLog[],
): (number | null)[] {
  const taken = new Map<string, number>()
  return signers.map(({ name, state }) => {
    const type = state === 'done' ? 'signed' : state === 'refused' ? 'sign-refused' : null
    if (type === null || name === null) return null
    const records = logs.filter((log) => log.type === type && log.operator === name)
    const isOnly = signers.filter((other) => other.name === name).length === 1
    // The latest signature counts.
    if (isOnly) return records[0]?.time ?? null
    const key = `${type} ${name}`
    const before = taken.get(key) ?? 0
    taken.set(key, before + 1)
    return records[records.length - 1 - before]?.time ?? null
  })
}

/**
 * Since when it has been a signer's turn.
 * @param logs newest first
 * @param decidedAt see `decisionTimes`
 */
export function turnStart(
  index: number,
  signers: readonly Placed[],
  logs: readonly FlowLog[],
  decidedAt: readonly (number | null)[],
): Since {
  const name = signers[index]?.name ?? null
  const received = name === null ? -1 : logs.findIndex((log) => isPassedTo(name, log))
  const passedAway = logs.findIndex((log) => log.type === 'sign-delegated' && log.operator === name)
  // A namesake may have received it and passed it on.
  if (passedAway >= 0 && passedAway < received) return unknownSince
  const passedOn = logs[received]?.time ?? null
  const turn = byOrder(index, signers, logs, decidedAt) ?? byNotice(name, signers, logs)
  if (passedOn === null) return turn ?? byLog(logs)
  if ((turn?.since ?? 0) < passedOn) return { since: passedOn, sinceBy: 'log' }
  return turn ?? unknownSince
}

function since(time: number | null | undefined, sinceBy: Evidence): Since | null {
  return time === null || time === undefined ? null : { since: time, sinceBy }
}

/** A turn starts with the last signature before it, the first one with the start of signing. */
function byOrder(
  index: number,
  signers: readonly Placed[],
  logs: readonly FlowLog[],
  decidedAt: readonly (number | null)[],
): Since | null {
  const order = signers[index]?.order ?? null
  if (order === null || signers.some((other) => other.order === null)) return null
  const before = decidedAt.filter((_, other) => (signers[other]?.order ?? order) < order)
  if (before.length === 0) return since(startOf(logs), 'order')
  const known = before.flatMap((time) => (time === null ? [] : [time]))
  return known.length < before.length ? null : since(Math.max(...known), 'order')
}

/** The first notice counts, as e签宝 may notify again as a reminder. */
function byNotice(
  name: string | null,
  signers: readonly Placed[],
  logs: readonly FlowLog[],
): Since | null {
  if (name === null) return null
  const others = signers.filter((other) => other.name?.includes(name) === true)
  if (others.length > 1) return null
  const notices = logs.filter(
    ({ type, time, operator, description }) =>
      type === 'sign-notified' &&
      time !== null &&
      (operator === name || description?.includes(name) === true),
  )
  // If a namesake passed signing on, the first notice may have been theirs.
  const isDoubtful = logs.some((log) => log.type === 'sign-delegated' && log.operator === name)
  const noticed = notices[isDoubtful ? 0 : notices.length - 1]?.time ?? null
  if (noticed === null) return null
  // The notice comes after the record that started the turn, sometimes by a while.
  const before = logs.find(
    ({ type, time }) =>
      (type === 'signed' || type === 'flow-started') && time !== null && time <= noticed,
  )
  return since(before?.time ?? noticed, 'notice')
}

function byLog(logs: readonly FlowLog[]): Since {
  const log = logs.find(({ type, time }) => time !== null && logTypeFacts[type].mayBeginTurn)
  return since(log?.time, 'log') ?? unknownSince
}

function startOf(logs: readonly FlowLog[]): number | null {
  const starts = logs.filter(({ type, time }) => type === 'flow-started' && time !== null)
  return starts[starts.length - 1]?.time ?? null
}

/** The description may start with the person who passed signing on, and names the recipient. */
function isPassedTo(name: string, { type, operator, description }: FlowLog): boolean {
  if (type !== 'sign-delegated' || description === null) return false
  const isBegun = operator !== null && description.startsWith(operator)
  return (isBegun ? description.slice(operator.length) : description).includes(name)
}
