import {
  array,
  assert,
  asyncModelRun,
  asyncProperty,
  boolean,
  commands,
  constantFrom,
  integer,
  nat,
  option,
  record,
  tuple,
} from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { toFlowUpdate } from './read/flow-update.ts'
import type { FlowReading } from './read/flow-reading.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { compareWithTruth, type Shown } from '#proxy/testing/histories/compare-with-truth.ts'
import { beginHistory, type Cast, type History } from '#proxy/testing/histories/history.ts'
import { historyMoves } from '#proxy/testing/histories/history-moves.ts'
import {
  startPlayedWorld,
  type Member,
  type PlayedWorld,
} from '#proxy/testing/histories/played-world.ts'
import { noteSize } from '#proxy/testing/note-size.ts'

/**
 * Plays random histories of flows in the sandbox, and after each step compares the app's statements
 * with the sandbox's state. HISTORIES sets their number, SEED the random choice.
 */
const isLong = process.env['LONG'] === '1'
const numRuns = Number(process.env['HISTORIES'] ?? (isLong ? 2000 : 80))
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

/** One of this many histories also goes through the store, which takes longer. */
const storedShare = isLong ? 20 : 8

const initiator = 'wangwu'

let world: PlayedWorld
let store: Store

beforeAll(async () => {
  world = await startPlayedWorld()
  store = await openStore()
}, 120_000)

afterAll(async () => {
  await world.close()
  await store.close()
})

const party = record({
  member: option(nat(5), { freq: 5 }),
  name: constantFrom('孙八', '张三', '钱七'),
  order: integer({ min: 1, max: 3 }),
  company: boolean(),
})

/** Two people with the same name who both need the organisation's seal at the same time. */
const namesakes: Cast['parties'] = [0, 4].map((member) => {
  return { member, name: '张三', order: 1, company: true }
})

const histories = record({
  parties: tuple(
    constantFrom([], [], namesakes),
    array(party, { minLength: 1, maxLength: 3 }),
    array(party, { maxLength: 2 }),
  ).map((lists) => withoutRepetition(lists.flat())),
  deadline: option(constantFrom(3_600_000 * 8, 3_600_000 * 40), { freq: 2 }),
  nicknamed: option(nat(5), { freq: 2 }),
  lacking: constantFrom('signers', 'approvals'),
})

/** The section missing from a reading because its call failed. */
type Lacking = 'signers' | 'approvals'

const failed = new ProblemError('upstream-timeout', 'This part failed.')

/** Removes duplicate members. */
function withoutRepetition(parties: Cast['parties']): Cast['parties'] {
  return parties.filter(
    ({ member }, index) =>
      member === null || parties.findIndex((other) => other.member === member) === index,
  )
}

async function listed(history: History, { userId, name }: Member, sees: 'mine' | 'corp') {
  const page = await store.registry.flows.list(sandboxCorpId, {
    scope: 'waiting',
    userId,
    byName: { name, sees },
    at: world.now(),
    limit: 10_000,
  })
  return page.items.find(({ taskId }) => taskId === history.taskId)
}

/**
 * @param lacking section missing from a reading that is stored before the complete one; null to
 * store none
 */
async function compare(history: History, lacking: Lacking | null): Promise<void> {
  const reading = await world.readingOf(history.taskId)
  const shown = compareWithTruth(history, reading)
  if (lacking === null) return
  await storeReading(history, { ...reading, [lacking]: failed })
  await compareStored(history, shown, false)
  await storeReading(history, reading)
  await compareStored(history, shown, true)
}

async function storeReading({ people }: History, reading: FlowReading): Promise<void> {
  const update = toFlowUpdate(reading, people)
  await store.registry.flows.recordReading(sandboxCorpId, update)
}

/** @param isWhole whether the last reading was complete, so that everybody's turn is known */
async function compareStored(
  history: History,
  shown: readonly Shown[],
  isWhole: boolean,
): Promise<void> {
  const { taskId } = history
  for (const { member, isWaitingById, isWaitingByName } of shown) {
    // A name grants no access: a person to whom signing was passed on must be given access
    // (decision 8).
    const { userId } = member
    const isLetIn = userId === initiator || history.people.some((one) => one.userId === userId)
    for (const [sees, isSeen] of [
      ['corp', true],
      ['mine', isLetIn],
    ] as const) {
      const row = await listed(history, member, sees)
      const isWaiting = isWaitingById || (isWaitingByName && isSeen)
      if (isWhole) expect(row !== undefined).toBe(isWaiting)
      else if (!isWaiting) expect(row).toBeUndefined()
      if (isWhole && row) expect(row.isMineByName).toBe(!isWaitingById)
    }
    const { isPerson } = await store.registry.access.involvementOf(sandboxCorpId, taskId, userId)
    expect(isPerson).toBe(isLetIn)
  }
}

async function remember({ taskId, people }: History): Promise<void> {
  await store.registry.flows.recordStart(sandboxCorpId, {
    taskId,
    title: null,
    status: 'signing',
    initiator: { userId: initiator, name: '王五', organization: null },
    people,
    deadline: null,
    startedAt: world.now(),
  })
}

it(
  `matches the sandbox in ${numRuns} histories from seed ${seed}`,
  async () => {
    let steps = 0
    let run = 0
    const moves = commands(historyMoves, { maxCommands: 30, size: 'max' })
    const property = asyncProperty(histories, moves, async ({ lacking, ...begin }, then) => {
      const history = await beginHistory(world, begin)
      const isStored = run % storedShare === 0
      run += 1
      if (isStored) await remember(history)
      const check = async () => {
        steps += 1
        await compare(history, isStored ? lacking : null)
      }
      await check()
      await asyncModelRun(() => ({ model: { history }, real: { history, check } }), then)
    })
    await assert(property, { numRuns, seed })
    noteSize(`${run} histories, ${steps} steps, seed ${seed}`)
  },
  30 * 60_000,
)
