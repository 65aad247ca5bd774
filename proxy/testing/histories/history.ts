import { noTexts } from '#shared/rules/party/party.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { Signatory } from '#proxy/upstream/esign/start/start-at-once.ts'
import type { StoredPerson } from '#proxy/base/store/flows/flow-types.ts'
import { members, type Member, type PlayedWorld, type Truth } from './played-world.ts'

/** e签宝's numbers of a flow's status. */
export const flowStatus = {
  signing: 1,
  completed: 2,
  revoked: 3,
  expired: 5,
  deleted: 6,
  refused: 7,
}
export const signStatus = { due: 0, later: 1, signed: 2, inApproval: 3, refused: 4 }

/** The people at the start of a history. */
export type Cast = {
  /** A member by index, or an outsider with this name. */
  parties: readonly { member: number | null; name: string; order: number; company: boolean }[]
  /** Milliseconds after the start. */
  deadline: number | null
  /** A member by index whose name in DingTalk differs from the real name. */
  nicknamed: number | null
}

/** A flow, the registry's record of it, and when things happened by the sandbox's clock. */
export type History = {
  world: PlayedWorld
  taskId: string
  people: StoredPerson[]
  /** With their names in DingTalk. */
  members: readonly Member[]
  truth: Truth
  /** Start of each signer's turn, by index; null for the others. */
  dueSince: (number | null)[]
  signedAt: (number | null)[]
  endedAt: number | null
  /** Whether signing was passed on; from then on names are ambiguous. */
  wasPassedOn: boolean
  /** The names of those who passed signing on. */
  passedOnBy: Set<string>
  /** For each signer id, the number of approvals requested before signing was last passed on. */
  askedBeforePassingOn: Map<string, number>
}

export async function beginHistory(world: PlayedWorld, cast: Cast): Promise<History> {
  await world.reset()
  const now = world.now()
  const signatories = cast.parties.map(({ member, name, order, company }, index): Signatory => {
    const seals = company ? (['company'] as const) : (['personal'] as const)
    const userId = member === null ? undefined : members[member]?.userId
    if (userId !== undefined) return { kind: 'member', userId, seals, order }
    const account = `1390000000${index}`
    return { kind: 'outsider', account, name, organization: '上海云帆贸易有限公司', seals, order }
  })
  const started = world.esign.startAtOnce?.(sandboxCorpId, {
    initiatorUserId: 'wangwu',
    title: '历史合同',
    files: [{ fileId: 'FILE-SANDBOX-SIGNING', name: '合同.pdf', kind: 'contract' }],
    participants: signatories,
    ...(cast.deadline === null ? {} : { deadline: now + cast.deadline }),
  })
  const taskId = await started
  if (typeof taskId !== 'string') throw new Error('generation 2.0 starts flows at once')
  const named = members.map((member, index) =>
    index === cast.nicknamed ? { ...member, name: '阿强' } : member,
  )
  const people = cast.parties.map(({ member, name, order }, index): StoredPerson => {
    const known = member === null ? undefined : named[member]
    return {
      ...noTexts,
      role: 'signer',
      name: known?.name ?? name,
      userId: known?.userId ?? null,
      account: known === undefined ? `1390000000${index}` : null,
      order,
      requirement: null,
      isWaitedFor: false,
    }
  })
  const truth = await world.truthOf(taskId)
  const nothing = truth.signers.map(() => null)
  const history = {
    world,
    taskId,
    people,
    members: named,
    truth,
    endedAt: null,
    wasPassedOn: false,
    passedOnBy: new Set<string>(),
    askedBeforePassingOn: new Map<string, number>(),
  }
  return note({ ...history, dueSince: nothing, signedAt: nothing }, null)
}

/** Records the flow's new state, and when it was reached. */
function note(history: History, before: Truth | null): History {
  const { truth, world } = history
  const now = world.now()
  const places = truth.signers.map((_, index) => index)
  const statusIn = (of: Truth | null, place: number) => of?.signers[place]?.status
  const isSame = (place: number) => before?.signers[place]?.id === truth.signers[place]?.id
  history.dueSince = places.map((place) => {
    if (statusIn(truth, place) !== signStatus.due || truth.status !== flowStatus.signing)
      return null
    const wasDue = statusIn(before, place) === signStatus.due && isSame(place)
    return wasDue ? (history.dueSince[place] ?? null) : now
  })
  history.signedAt = places.map((place) => {
    const isNew = statusIn(before, place) !== signStatus.signed
    if (statusIn(truth, place) !== signStatus.signed) return null
    return isNew ? now : (history.signedAt[place] ?? null)
  })
  if (truth.status !== flowStatus.signing && before?.status !== truth.status)
    history.endedAt = truth.status === flowStatus.expired ? truth.deadline : now
  return history
}

/** Does something at least a minute after the last event. */
export async function happen(
  history: History,
  act: () => Promise<void>,
  after = 60_000,
): Promise<void> {
  const before = history.truth
  history.world.pass(after)
  // The deadline may have passed in that time.
  history.truth = await history.world.truthOf(history.taskId)
  note(history, before)
  const between = history.truth
  await act()
  history.truth = await history.world.truthOf(history.taskId)
  note(history, between)
}
