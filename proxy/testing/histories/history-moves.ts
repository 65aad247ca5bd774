import { constantFrom, nat, tuple, type Arbitrary, type AsyncCommand } from 'fast-check'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowStatus, happen, signStatus, type History } from './history.ts'
import { members } from './played-world.ts'

/** fast-check's real system and model, which share one history here. */
type Real = { history: History; check: () => Promise<void> }
type Model = { history: History }

type Move = {
  name: string
  isPossible: (history: History) => boolean
  act: (history: History) => Promise<void>
  after?: number
}

class MoveCommand implements AsyncCommand<Model, Real> {
  readonly #move: Move

  constructor(move: Move) {
    this.#move = move
  }

  check({ history }: Readonly<Model>): boolean {
    return this.#move.isPossible(history)
  }

  async run(_model: Model, real: Real): Promise<void> {
    const { act, after } = this.#move
    await happen(real.history, () => act(real.history), after)
    await real.check()
  }

  toString(): string {
    return this.#move.name
  }
}

const isSigning = ({ truth }: History) => truth.status === flowStatus.signing
const due = ({ truth }: History) => truth.signers.filter(({ status }) => status === signStatus.due)
const isDue = (history: History) => isSigning(history) && due(history).length > 0
const running = ({ truth }: History) =>
  truth.approvals.filter(({ status }) => status === 'APPROVING')
const isAsked = (history: History) => isSigning(history) && running(history).length > 0

function pick<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

/** Sends the sign page's form, unless the deadline has passed. */
async function onSignPage(history: History, number: number, form: Record<string, string>) {
  if (!isDue(history)) return
  const { id } = pick(due(history), number)
  await history.world.visit(`sign/${history.taskId}`, { signer: id, ...form })
}

async function onApprovalPage(history: History, number: number, form: Record<string, string>) {
  if (!isAsked(history)) return
  const { signerId } = pick(running(history), number)
  await history.world.visit(`approval/${history.taskId}?signer=${signerId}`, form)
}

async function onConsole({ world, taskId }: History, action: string) {
  await world.visit(`console/${sandboxCorpId}`, { taskId, action })
}

function sign(number: number): Move {
  return {
    name: `sign ${number}`,
    isPossible: isDue,
    act: (history) => onSignPage(history, number, { action: 'sign' }),
  }
}

function refuse(number: number): Move {
  return {
    name: `refuse ${number}`,
    isPossible: isDue,
    act: (history) => onSignPage(history, number, { action: 'refuse', reason: '金额不符' }),
  }
}

function passOn([number, to]: [number, number]): Move {
  const { userId } = pick(members, to)
  return {
    name: `pass on ${number} to ${userId}`,
    isPossible: (history) =>
      isDue(history) && !history.truth.signers.some(({ id }) => id === userId),
    act: async (history) => {
      if (!isDue(history)) return
      const { id, name } = pick(due(history), number)
      history.passedOnBy.add(name)
      const asked = history.truth.approvals.filter(({ signerId }) => signerId === id).length
      history.askedBeforePassingOn.set(id, asked)
      history.wasPassedOn = true
      await onSignPage(history, number, { action: 'pass-on', to: userId })
    },
  }
}

function decide([number, action]: [number, 'agree' | 'refuse']): Move {
  return {
    name: `${action} approval ${number}`,
    isPossible: isAsked,
    act: (history) => onApprovalPage(history, number, { action, reason: '金额有误' }),
  }
}

function view(number: number): Move {
  return {
    name: `view ${number}`,
    isPossible: () => true,
    act: async ({ world, taskId, truth }) =>
      world.visit(`sign/${taskId}?signer=${pick(truth.signers, number).id}`),
  }
}

function wait(after: number): Move {
  return { name: `wait ${after}`, isPossible: () => true, act: () => Promise.resolve(), after }
}

const revoke: Move = {
  name: 'revoke',
  isPossible: isSigning,
  act: (history) => onConsole(history, 'revoke'),
}

const discard: Move = {
  name: 'delete',
  isPossible: (history) => !isSigning(history) && history.truth.status !== flowStatus.deleted,
  act: (history) => onConsole(history, 'delete'),
}

const place = nat(5)
const hour = 3_600_000

const decisions = tuple(place, constantFrom('agree' as const, 'refuse' as const)).map(decide)

/** Signing and deciding are more frequent, so that most histories end. */
const moves: Arbitrary<Move>[] = [
  ...Array.from({ length: 5 }, () => place.map(sign)),
  ...Array.from({ length: 5 }, () => decisions),
  tuple(place, place).map(passOn),
  tuple(place, place).map(passOn),
  place.map(view),
  constantFrom(hour, 30 * hour).map(wait),
  place.map(refuse),
  constantFrom(revoke),
  constantFrom(discard),
]

/** Commands for `commands` of fast-check. */
export const historyMoves: Arbitrary<AsyncCommand<Model, Real>>[] = moves.map((move) =>
  move.map((each) => new MoveCommand(each)),
)
