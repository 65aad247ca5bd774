import type { FlowLog } from '#shared/rules/flow.ts'
import { logTypeFacts } from '#shared/rules/codes/log-type.ts'
import type { LogIndex } from './log-index.ts'
import { countNames } from './pair-signers.ts'
import type { Evidence, SignerSituation } from './situation.ts'

type Since = Pick<SignerSituation, 'since' | 'sinceBy'>

type Placed = Pick<SignerSituation, 'name' | 'order' | 'state'>

export type SignatureTimes = {
  /**
   * Null if undecided or unknown. Of several namesakes, the first in the list signed first.
   * @param index of the signer
   */
  decidedAt(index: number): number | null
  /** @param index of the signer */
  turnStart(index: number): Since
}

const unknownSince: Since = { since: null, sinceBy: null }

/**
 * @param logs newest first
 * @param index of these logs
 */
export function signatureTimes(
  signers: readonly Placed[],
  logs: readonly FlowLog[],
  index: LogIndex,
): SignatureTimes {
  const decidedAt = decisionTimes(signers, index)
  const anyTurn = byLog(logs)
  const notified = remembered((name: string) => byNotice(name, signers, index))
  const received = remembered((name: string) =>
    index.of('sign-delegated').find(({ log }) => isPassedTo(name, log)),
  )
  const ordered = remembered((order: number) => byOrder(order, signers, index, decidedAt))
  const hasOrder = signers.every(({ order }) => order !== null)

  function turnStart(place: number): Since {
    const { name = null, order = null } = signers[place] ?? {}
    const passedTo = name === null ? undefined : received(name)
    const passedAway = index.by('sign-delegated', name)[0]
    // A namesake may have received it and passed it on.
    if (passedAway && passedTo && passedAway.place < passedTo.place) return unknownSince
    const passedOn = passedTo?.log.time ?? null
    const byOwnOrder = hasOrder && order !== null ? ordered(order) : null
    const turn = byOwnOrder ?? (name === null ? null : notified(name))
    if (passedOn === null) return turn ?? anyTurn
    if (turn !== null && (turn.since ?? 0) >= passedOn) return turn
    return { since: passedOn, sinceBy: 'log' }
  }

  return { decidedAt: (place) => decidedAt[place] ?? null, turnStart: remembered(turnStart) }
}

/** Namesakes, and people with the same place in the order, share one search of the log. */
function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const found = new Map<Key, { value: Value }>()
  return (key) => {
    const known = found.get(key) ?? { value: find(key) }
    found.set(key, known)
    return known.value
  }
}

function decisionTimes(signers: readonly Placed[], index: LogIndex): (number | null)[] {
  const namesakes = countNames(signers)
  const taken = new Map<string, number>()
  return signers.map(({ name, state }) => {
    const type = state === 'done' ? 'signed' : state === 'refused' ? 'sign-refused' : null
    if (type === null || name === null) return null
    const records = index.by(type, name)
    // The latest signature counts.
    if (namesakes.get(name) === 1) return records[0]?.log.time ?? null
    const key = `${type} ${name}`
    const before = taken.get(key) ?? 0
    taken.set(key, before + 1)
    return records[records.length - 1 - before]?.log.time ?? null
  })
}

function since(time: number | null | undefined, sinceBy: Evidence): Since | null {
  return time === null || time === undefined ? null : { since: time, sinceBy }
}

/** A turn starts with the last signature before it, the first one with the start of signing. */
function byOrder(
  order: number,
  signers: readonly Placed[],
  index: LogIndex,
  decidedAt: readonly (number | null)[],
): Since | null {
  const before = decidedAt.filter((_, other) => (signers[other]?.order ?? order) < order)
  if (before.length === 0) return since(startOf(index), 'order')
  const known = before.flatMap((time) => (time === null ? [] : [time]))
  return known.length < before.length ? null : since(Math.max(...known), 'order')
}

/** The first notice counts, as e签宝 may notify again as a reminder. */
function byNotice(name: string, signers: readonly Placed[], index: LogIndex): Since | null {
  const others = signers.filter((other) => other.name?.includes(name) === true)
  if (others.length > 1) return null
  const notices = index
    .of('sign-notified')
    .filter(
      ({ log: { time, operator, description } }) =>
        time !== null && (operator === name || description?.includes(name) === true),
    )
  // If a namesake passed signing on, the first notice may have been theirs.
  const isDoubtful = index.by('sign-delegated', name).length > 0
  const noticed = notices[isDoubtful ? 0 : notices.length - 1]?.log.time ?? null
  if (noticed === null) return null
  // The notice comes after the record that started the turn, sometimes by a while.
  const started = (['signed', 'flow-started'] as const).flatMap(
    (type) => index.of(type).find(({ log: { time } }) => time !== null && time <= noticed) ?? [],
  )
  const before = started.find(({ place }) => started.every((other) => other.place >= place))
  return since(before?.log.time ?? noticed, 'notice')
}

function byLog(logs: readonly FlowLog[]): Since {
  const log = logs.find(({ type }) => logTypeFacts(type).mayBeginTurn)
  return since(log?.time, 'log') ?? unknownSince
}

function startOf(index: LogIndex): number | null {
  const starts = index.of('flow-started').filter(({ log }) => log.time !== null)
  return starts[starts.length - 1]?.log.time ?? null
}

/** The description may start with the person who passed signing on, and names the recipient. */
function isPassedTo(name: string, { operator, description }: FlowLog): boolean {
  if (description === null) return false
  const isBegun = operator !== null && description.startsWith(operator)
  return (isBegun ? description.slice(operator.length) : description).includes(name)
}
