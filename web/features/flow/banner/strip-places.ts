import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { type SignerFate, signerRows } from '../signers/signer-rows.ts'

/** Whether it has happened, is waited for, is still to come, or is where the flow ended. */
export type PlaceState = 'done' | 'turn' | 'later' | 'ended'

/** A place of the strip; `more` stands for so many signers. */
export type Place = { state: PlaceState } & (
  | { is: 'signer'; name: string | null }
  | { is: 'seal' | 'filing' | 'end' }
  | { is: 'more'; count: number }
)

/** So many signers are seen; of more, those around whose turn it is. */
const most = 5

/** The way of a flow through its signers, seal approval and filing; empty if nobody is known. */
export function placesOf({ flow, signers, situation, registry }: FlowView): Place[] {
  const listed = 'ok' in signers ? signers.ok : null
  const people = registry?.people ?? []
  const rows = signerRows({ signers: listed, situation, people, logs: flow.logs })
  const isOver = hasEnded(flow.status)
  const isComplete = flow.status === 'completed'
  const places = rows.map((row): Place => {
    return { is: 'signer', name: row.name, state: stateOf(row, isOver) }
  })
  if (places.length > most) return aroundTurn(places)
  if (places.length === 0) return []
  const { approvals } = situation
  const seal = approvals.find(({ isWaitedFor }) => isWaitedFor) ?? approvals[approvals.length - 1]
  if (seal !== undefined) {
    const signer = listed?.[seal.signer ?? -1]
    const at = rows.findIndex((row) => row.signer !== null && row.signer === signer)
    const decided = seal.state === 'agreed' ? 'done' : seal.state === 'refused' ? 'ended' : 'later'
    const state = seal.isWaitedFor && !isOver ? 'turn' : decided
    places.splice(at < 0 ? countDone(places) : at, 0, { is: 'seal', state })
  }
  if (!isOver || isComplete)
    return [...places, { is: 'filing', state: isComplete ? 'done' : 'later' }]
  if (places.every(({ state }) => state !== 'ended'))
    places.splice(countDone(places), 0, { is: 'end', state: 'ended' })
  return places
}

function stateOf({ signer, isWaitedFor }: SignerFate, isOver: boolean): PlaceState {
  if (signer?.status === 'signed') return 'done'
  if (signer?.status === 'refused') return 'ended'
  return isWaitedFor && !isOver ? 'turn' : 'later'
}

/** How many places there are up to the last that is done. */
export function countDone(places: readonly Place[]): number {
  return places.reduce((count, { state }, index) => (state === 'done' ? index + 1 : count), 0)
}

/** Whose turn it is with their neighbours, and how many there are before and after. */
function aroundTurn(places: readonly Place[]): Place[] {
  const turn = places.findIndex(({ state }) => state === 'turn' || state === 'ended')
  const here = turn < 0 ? countDone(places) : turn
  // Where nobody is left out on a side, one more is seen on the other.
  const from = here < 3 ? 0 : Math.min(here - 1, places.length - most + 1)
  const to = from === 0 ? most - 1 : from === places.length - most + 1 ? places.length : from + 3
  const more = (start: number, end: number): Place[] => {
    const isDone = places.slice(start, end).every(({ state }) => state === 'done')
    if (start === end) return []
    return [{ is: 'more', count: end - start, state: isDone ? 'done' : 'later' }]
  }
  return [...more(0, from), ...places.slice(from, to), ...more(to, places.length)]
}
