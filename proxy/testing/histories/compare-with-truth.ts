import { expect } from 'vitest'
import type { FlowPerson as SeenPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import { turnOf } from '#shared/rules/situation/turn-of.ts'
import type { FlowContext } from '#proxy/base/store/flows/flow-types.ts'
import { situationIn, type FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { reminderStateOf, reminderRecipients } from '#proxy/features/messages/reminder-state.ts'
import { toFlowRecord, toReminderFacts } from '#proxy/features/flows/read/requester-record.ts'
import { flowStatus, signStatus, type History } from './history.ts'
import { members, type Member } from './played-world.ts'

type Expected = ReturnType<typeof expectedOf>

/**
 * The truth according to the sandbox: who may sign now, who decides, and who may request approval
 * again.
 */
function expectedOf({ truth, askedBeforePassingOn }: History) {
  const isOpen = truth.status === flowStatus.signing
  const due = isOpen ? truth.signers.filter(({ status }) => status === signStatus.due) : []
  const running = isOpen ? truth.approvals.filter(({ status }) => status === 'APPROVING') : []
  const deciders = running.flatMap(({ nodes }) =>
    nodes.flatMap(({ approver, status }) => (status === 'APPROVING' ? [approver] : [])),
  )
  const mayAskAgain = due.filter(({ id }) => {
    const own = truth.approvals.filter(({ signerId }) => signerId === id)
    // A refusal from before signing was passed on no longer counts, even if the turn comes back.
    const isOver = own.length <= (askedBeforePassingOn.get(id) ?? 0)
    return !isOver && own.at(-1)?.status === 'REFUSED'
  })
  const names = truth.signers.map(({ name }) => name)
  const areNamesUnique = new Set(names).size === names.length
  const openRefusals = mayAskAgain.map(({ id }) =>
    truth.approvals.findLastIndex(({ signerId }) => signerId === id),
  )
  return { due, deciders: [...new Set(deciders)], mayAskAgain, openRefusals, areNamesUnique }
}

function stateOf(status: number, isOpen: boolean): Situation['signers'][number]['state'] {
  if (status === signStatus.signed) return 'done'
  if (status === signStatus.refused) return 'refused'
  if (!isOpen) return 'unknown'
  if (status === signStatus.due) return 'due'
  return status === signStatus.later ? 'later' : 'held'
}

/** What a member is shown in lists and on pages. */
export type Shown = { member: Member; isWaitingById: boolean; isWaitingByName: boolean }

/** Compares the app's statements about a flow with the sandbox's state. */
export function compareWithTruth(history: History, reading: FlowReading): Shown[] {
  const situation = situationIn(reading, history.people)
  const expected = expectedOf(history)
  compareStates(history, situation)
  compareTimes(history, situation, expected)
  compareSentence(history, situation, expected)
  compareRefusals(history, situation, expected)
  return history.members.map((member) => compareFor(member, history, reading, situation, expected))
}

function compareStates({ truth }: History, { signers }: Situation): void {
  const isOpen = truth.status === flowStatus.signing
  expect(signers.map(({ name, state }) => [name, state])).toEqual(
    truth.signers.map(({ name, status }) => [name, stateOf(status, isOpen)]),
  )
}

function compareTimes(history: History, { signers, end }: Situation, expected: Expected): void {
  const { truth, dueSince, signedAt, endedAt, passedOnBy } = history
  expect(end?.at ?? null).toBe(endedAt)
  const sorted = (times: readonly (number | null)[]) => times.map(String).toSorted()
  const done = signers.map(({ state, since }) => (state === 'done' ? since : null))
  // Which of two namesakes signed first is unknown.
  if (expected.areNamesUnique) expect(done).toEqual(signedAt)
  else expect(sorted(done)).toEqual(sorted(signedAt))
  if (truth.status !== flowStatus.signing || !expected.areNamesUnique) return
  const due = signers.map(({ state, since }) => (state === 'due' ? since : null))
  // After a namesake has passed signing on, it may be unknown who is left, and since when.
  const mayBeUnknown = (index: number) => passedOnBy.has(signers[index]?.name ?? '')
  expect(due).toEqual(
    dueSince.map((since, index) => (due[index] === null && mayBeUnknown(index) ? null : since)),
  )
}

function compareSentence({ passedOnBy }: History, { next }: Situation, expected: Expected): void {
  const waits = next.waits ?? []
  const namesFor = (what: (typeof waits)[number]['for']) =>
    waits.flatMap((wait) => (wait.for === what ? wait.people : [])).toSorted()
  const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).toSorted()
  const { due, deciders, mayAskAgain, areNamesUnique } = expected
  expect(namesFor('seal-approval')).toEqual(deciders.toSorted())
  expect([...namesFor('signature'), ...namesFor('new-seal-request')].toSorted()).toEqual(names(due))
  if (!areNamesUnique) return
  const again = namesFor('new-seal-request')
  // After a namesake has passed signing on, it may be unknown whose refusal it was.
  const isCertain = ({ name }: { name: string }) => !passedOnBy.has(name) || again.includes(name)
  expect(again).toEqual(names(mayAskAgain.filter(isCertain)))
}

/**
 * No open refusal is reported as settled, and in doubt no settled one is attributed to a signer.
 */
function compareRefusals(
  { truth, passedOnBy }: History,
  { approvals }: Situation,
  { openRefusals }: Expected,
): void {
  truth.approvals.forEach(({ sponsor }, index) => {
    const approval = approvals[index]
    if (openRefusals.includes(index)) expect(approval?.isOpenRefusal).toBe(true)
    if (approval?.isOpenRefusal !== true) return
    if (approval.signer !== null) expect(truth.signers[approval.signer]?.name).toBe(sponsor)
    if (openRefusals.includes(index)) return
    expect(approval.signer).toBeNull()
    const namesakes = truth.signers.filter(({ name }) => name === sponsor)
    expect(namesakes.length > 1 || passedOnBy.has(sponsor)).toBe(true)
  })
}

function compareFor(
  member: Member,
  history: History,
  reading: FlowReading,
  situation: Situation,
  { due, deciders }: Expected,
): Shown {
  const flowContext = flowContextOf(history)
  const requester = { ...member, isAdmin: true }
  const hour = 3_600_000
  const showing = {
    flowContext,
    reading,
    requester,
    canNotify: true,
    now: reading.fetchedAt + hour,
  }
  const record = toFlowRecord(showing, null)
  const isDue = due.some(({ userId }) => userId === member.userId)
  const isNamesakeDue = due.some(({ name }) => name === member.name)
  const isKnown = isRecognised(history, member)
  const isOpen = history.truth.status === flowStatus.signing

  const turn = isOpen ? turnOf(situation, record.people, member.name) : null
  if (isDue && isKnown) expect(turn).not.toBeNull()
  if (!isDue) expect(turn).not.toBe('due')
  // "possible" requires a namesake whose turn it is.
  if (turn === 'possible' && !isDue) expect(isNamesakeDue).toBe(true)
  const isNameUnique = history.truth.signers.filter(({ name }) => name === member.name).length === 1
  if (isDue && isNameUnique && !history.wasPassedOn) expect(turn).toBe('due')

  compareReminders(history, member, showing, record, { due, deciders })

  const isWaitingById = record.people.some(
    (person: SeenPerson) => person.isMe && person.isWaitedFor,
  )
  const isWaitingByName = isOpen && situation.next.byName?.includes(member.name) === true
  if (isWaitingById) expect(isDue).toBe(true)
  if ((isDue && isKnown) || deciders.includes(member.name))
    expect(isWaitingById || isWaitingByName).toBe(true)
  if (isWaitingByName) expect(isDue || isNamesakeDue || deciders.includes(member.name)).toBe(true)
  return { member, isWaitingById, isWaitingByName }
}

function realNameOf({ userId, name }: Member): string {
  return members.find((one) => one.userId === userId)?.name ?? name
}

/** Whether a signer is known by the name in DingTalk, or as the only one with another name. */
function isRecognised({ truth, wasPassedOn }: History, member: Member): boolean {
  const realName = realNameOf(member)
  if (realName === member.name) return true
  return !wasPassedOn && truth.signers.filter(({ name }) => name === realName).length < 2
}

function compareReminders(
  history: History,
  member: Member,
  showing: Parameters<typeof toReminderFacts>[0],
  { urge }: FlowRecord,
  { due, deciders }: Pick<Expected, 'due' | 'deciders'>,
): void {
  const { userId, name } = member
  const isKnown = isRecognised(history, member)
  const isDue = due.some((signer) => signer.userId === userId)
  const facts = toReminderFacts(showing)
  const reminded = reminderRecipients(facts).map((recipient) => recipient.userId)
  const mayBeReminded = due.map((signer) => signer.userId).filter((id) => id !== userId)
  expect(mayBeReminded).toEqual(expect.arrayContaining(reminded))
  const waitedFor = [...due.map((signer) => signer.name), ...deciders]
  const realName = realNameOf(member)
  const others = new Set(waitedFor)
  others.delete(name)
  if (isDue) others.delete(realName)
  expect([...urge.reached, ...urge.unreached]).toEqual(expect.arrayContaining([...others]))
  if (waitedFor.length === 0) expect(reminderStateOf(facts).state).toBe('nobody')
  const isOnlyViewer =
    deciders.every((decider) => decider === name) && due.every((signer) => signer.userId === userId)
  if (isOnlyViewer && isKnown) expect(reminderStateOf(facts).state).toBe('nobody')
  expect(urge.unreached).not.toContain(name)
  if (isDue && isKnown && !deciders.includes(realName))
    expect(urge.unreached).not.toContain(realName)
}

function flowContextOf({ taskId, people }: History): FlowContext {
  const flow = {
    taskId,
    title: null,
    status: 'signing',
    statusCode: 1,
    initiator: { userId: 'wangwu', name: '王五', organization: null },
    deadline: null,
    nextStep: null,
    signed: null,
    createdAt: null,
    firstSeenAt: 0,
    lastLogAt: null,
    confirmedAt: null,
    startedHere: true,
  } as const
  const involvement = { isPerson: true, isApprover: null, grantedUntil: null, openings: [] }
  return { flow, people, reminders: [], signLinks: [], documents: null, involvement }
}
