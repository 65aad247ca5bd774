import { randomUUID } from 'node:crypto'
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  nat,
  option,
  record,
  uniqueArray,
} from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { termsSchema } from '#shared/schemas/flow/terms.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { createTermsStore } from '#proxy/features/terms/terms-store.ts'
import { planWebhooks } from '#proxy/features/webhooks/plan-webhooks.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { adminBySettings, createWays, worldTime, type Mode } from '#proxy/testing/rights-world.ts'
import { createWebhookStore } from '#proxy/features/webhooks/webhook-store.ts'
import { createDeliveryStore } from '#proxy/features/webhooks/delivery-store.ts'

/**
 * Random organisations with people, roles and contracts. Every way to see a contract shows a person
 * those that they may open, and no others. CONTRACTS sets their number, SEED the random choice.
 */
const isLong = process.env['LONG'] === '1'
const total = Number(process.env['CONTRACTS'] ?? (isLong ? 5000 : 60))
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

const hour = 3_600_000

/** As many as the robot tells of at once. */
const perWorld = 5

/** Two of them have one name, and two administer the organisation, one by the settings alone. */
const people: readonly SessionClaims[] = [
  { userId: 'lisi', name: '李四', sysLevel: 0 },
  { userId: 'lisi2', name: '李四', sysLevel: 0 },
  { userId: 'qianqi', name: '钱七', sysLevel: 0 },
  { userId: 'boss', name: '王五', sysLevel: 1 },
  { userId: adminBySettings, name: '赵六', sysLevel: 0 },
].map((one) => ({
  ...one,
  corpId: '',
  sessionId: one.userId,
  unionId: null,
  signedInAt: worldTime,
  expiresAt: worldTime + 24 * hour,
}))

const someone = nat(people.length - 1)

const contracts = record({
  /**
   * How it came to be known: started here, a draft, a draft that was sent, registered by another
   * system, or read because somebody asked for it.
   */
  origin: constantFrom('started', 'draft', 'sent', 'registered', 'read'),
  status: constantFrom('signing', 'signing', 'completed', 'refused', 'expired'),
  initiator: someone,
  hasInitiator: constantFrom(true, true, false),
  parties: uniqueArray(
    record({
      who: option(someone, { freq: 4 }),
      role: constantFrom('signer', 'cc'),
      name: someone,
    }),
    { maxLength: 3, selector: ({ who }) => who },
  ),
  viewers: uniqueArray(
    record({ who: someone, reason: constantFrom('asked', 'refused', 'approval', 'approver') }),
    { maxLength: 2, selector: ({ who }) => who },
  ),
  links: array(record({ who: someone, hours: constantFrom(-1, 0, 1, 48) }), { maxLength: 2 }),
  opened: uniqueArray(someone, { maxLength: 2 }),
  keepers: uniqueArray(someone, { maxLength: 1 }),
  approvers: option(uniqueArray(someone, { maxLength: 2 }), { freq: 3 }),
})

type Contract = Parameters<Parameters<typeof contracts.map>[0]>[0]

/** A contract in an organisation of its own. */
type Known = Contract & { taskId: string; corpId: string; flow: Flow }

const worlds = record({
  mode: constantFrom<Mode>('participants', 'participants', 'corp'),
  contracts: array(contracts, { minLength: perWorld, maxLength: perWorld }),
})

const readings = new Map<string, Flow>()

let store: Store
let ways: Record<Mode, ReturnType<typeof createWays>>

beforeAll(async () => {
  const opened = await openStore()
  store = { ...opened, ...opened.heardBy({ planners: [planWebhooks], turnsBy: null }) }
  ways = {
    participants: createWays(store, 'participants', readings),
    corp: createWays(store, 'corp', readings),
  }
})

afterAll(() => store.close())

const idOf = (index: number) => people[index]?.userId ?? ''
const nameOf = (index: number) => people[index]?.name ?? ''
const isAdmin = ({ userId, sysLevel }: SessionClaims) => sysLevel > 0 || userId === adminBySettings

/** Whether the person has a right in the contract, whatever their role. */
function hasRight({ userId }: SessionClaims, contract: Known): boolean {
  const { origin, initiator, hasInitiator, parties, viewers, keepers, links } = contract
  const isNamed = (of: readonly { who: number | null }[]) =>
    of.some(({ who }) => who !== null && idOf(who) === userId)
  const isInitiator = knowsInitiator(origin, hasInitiator) && idOf(initiator) === userId
  const isParty = origin !== 'draft' && origin !== 'read' && isNamed(parties)
  const isViewer = isNamed(viewers.filter(({ reason }) => reason !== 'refused'))
  const isKeeper = keepers.some((who) => idOf(who) === userId)
  const hasLink = isNamed(links.filter(({ hours }) => hours > 0))
  return isInitiator || isParty || isViewer || isKeeper || hasLink
}

const knowsInitiator = (origin: Contract['origin'], hasInitiator: boolean) =>
  origin === 'registered' ? hasInitiator : origin !== 'read'

async function make(corpId: string, index: number, contract: Contract): Promise<Known> {
  const { origin, initiator, hasInitiator, parties } = contract
  const taskId = `PRO-${corpId}-${index}`
  const title = `合同 ${taskId}`
  const status = origin === 'draft' ? 'draft' : contract.status
  const named = { name: nameOf(initiator), organization: null }
  const by = { ...named, userId: idOf(initiator) }
  const flow: Flow = { taskId, title, status, statusCode: 1, initiator: named, logs: [] }
  readings.set(taskId, flow)
  const invited = parties.map(({ who, role, name }): NewPerson => {
    if (who !== null) return person(idOf(who), nameOf(who), { role })
    return person(null, nameOf(name), { role, account: '13900000000' })
  })
  const { flows, registrations } = store.registry
  const at = worldTime - hour
  if (origin === 'registered')
    await registrations.record(corpId, {
      taskId,
      title,
      deadline: null,
      initiatorUserId: hasInitiator ? by.userId : null,
      people: invited.filter(({ userId }) => userId !== null),
      signedAt: at,
      at,
    })
  if (origin === 'started' || origin === 'draft' || origin === 'sent') {
    const first = origin === 'started' ? 'signing' : 'draft'
    const facts = { title, status: first, initiator: by, people: invited, startedAt: at } as const
    await flows.recordStart(corpId, started(taskId, facts))
  }
  if (origin === 'sent' || origin === 'read' || (origin === 'started' && status !== 'signing'))
    await flows.recordReading(corpId, reading(taskId, { title, status, initiator: named }))
  return { ...contract, taskId, corpId, flow }
}

async function letIn(known: Known): Promise<void> {
  const { taskId, corpId, viewers, keepers, links, opened, approvers } = known
  const { access, accessRequests, views, sealApprovals } = store.registry
  const at = worldTime
  for (const { who, reason } of viewers) {
    const userId = idOf(who)
    if (reason === 'approval' || reason === 'approver') {
      await accessRequests.grantAccess({ corpId, userId, taskIds: [taskId], reason, at })
      continue
    }
    const id = randomUUID()
    const request = { id, corpId, taskId, userId, name: nameOf(who), at }
    await accessRequests.ask(request, { againMs: hour, maxPerDay: 20 }, [])
    const state = reason === 'asked' ? 'granted' : 'refused'
    await accessRequests.decide({ corpId, id, state, decidedBy: 'boss', at }, [])
  }
  for (const { who, hours } of links) {
    const until = worldTime + hours * hour
    const asker = people[who]
    if (hours > 0 && asker !== undefined && !isAdmin(asker))
      await ways.participants.opensLink({ ...asker, corpId }, taskId, until)
    else await access.grant({ corpId, userId: idOf(who), taskId, until })
  }
  for (const who of opened) {
    const view = { corpId, taskId, userId: idOf(who), name: nameOf(who), at, byLink: false }
    await views.recordOpened(view)
  }
  const named = keepers.map((who) => ({ userId: idOf(who), name: nameOf(who) }))
  await createTermsStore(store.database, store.jobs).replace(
    { corpId, taskId },
    termsSchema.parse({ ends: '2027-01-01', keepers: named }),
    { plan: () => [], before: null, signedOn: '2026-01-01', at },
  )
  if (approvers === null) return
  const told = { title: '用印', sponsor: 'boss', startedAt: at, url: 'https://aflow.example.com' }
  await sealApprovals.note({ corpId, instanceId: taskId, ...told })
  await sealApprovals.link(corpId, taskId, taskId)
  await sealApprovals.noteApprovers(corpId, taskId, approvers.map(idOf))
}

/** A webhook of the organisation, for every event. */
async function addWebhook(corpId: string): Promise<string> {
  const id = randomUUID()
  const kinds = ['contract.started', 'contract.completed', 'contract.refused'] as const
  const hook = { id, corpId, url: 'https://hooks.example.com/', kinds, withNames: true }
  await createWebhookStore(store.database).add(
    { ...hook, secret: 'sealed', createdAt: worldTime },
    10,
  )
  return id
}

async function receivedBy(corpId: string, webhookId: string): Promise<string[]> {
  const found = await createDeliveryStore(store.database, store.jobs).latest(corpId, webhookId, 100)
  return [...new Set(found.map(({ taskId }) => taskId))].toSorted()
}

/** Compares everything that one person is shown with what they may open. */
async function compare(mode: Mode, session: SessionClaims, known: readonly Known[]): Promise<void> {
  const way = ways[mode]
  const ids = known.map(({ taskId }) => taskId)
  const idsOf = (some: readonly Known[]) => some.map(({ taskId }) => taskId).toSorted()
  const own = known.filter((contract) => isAdmin(session) || hasRight(session, contract))
  const wasOpened = ({ opened }: Known) => opened.some((who) => idOf(who) === session.userId)
  const mayOpen = mode === 'corp' ? ids.toSorted() : idsOf(own)
  // Where every member may open all, a list has one's own and those opened.
  const listed =
    mode === 'corp'
      ? idsOf(known.filter((contract) => own.includes(contract) || wasOpened(contract)))
      : mayOpen
  const listOf = async (query: Parameters<typeof way.list>[1]) => {
    const { flows, nextCursor, counts = {} } = await way.list(session, query)
    expect(nextCursor).toBeNull()
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(flows.length)
    return flows.map(({ taskId }) => taskId).toSorted()
  }
  const matching = async (check: (taskId: string) => Promise<boolean>) => {
    const are = await Promise.all(ids.map(check))
    return ids.filter((_, index) => are[index]).toSorted()
  }

  expect(await listOf({ scope: 'all' }), 'list').toEqual(listed)
  for (const scope of ['waiting', 'started'] as const)
    expect(listed, scope).toEqual(expect.arrayContaining(await listOf({ scope })))
  expect(await listOf({ scope: 'all', q: '合同' }), 'search').toEqual(listed)
  const byId = (q: string) => listOf({ scope: 'all', q }).then((found) => found.length > 0)
  expect(await matching(byId), 'search by id').toEqual(listed)
  expect((await way.csv(session)).toSorted(), 'CSV').toEqual(listed)
  expect((await way.zip(session, ids)).toSorted(), 'zip').toEqual(mayOpen)
  expect((await way.assistantFinds(session, '合同')).toSorted(), 'assistant').toEqual(listed)
  const tells = (taskId: string) => way.assistantTells(session, taskId)
  expect(await matching(tells), 'assistant on one').toEqual(mayOpen)
  expect([...(await way.robotTells(session, '合同'))].toSorted(), 'robot').toEqual(listed)
  const says = async (taskId: string) => (await way.robotTells(session, taskId)).length > 0
  expect(await matching(says), 'robot on one').toEqual(mayOpen)
  const isTold = (taskId: string) => way.isTold(session, taskId)
  expect(await matching(isTold), 'messages').toEqual(mayOpen)
  // Last, as it is noted that they opened it.
  expect(await matching((taskId) => way.opens(session, taskId)), 'page').toEqual(mayOpen)
}

it(
  `shows the same contracts in every way for ${total} contracts from seed ${seed}`,
  async () => {
    let pairs = 0
    let before: { corpId: string; webhookId: string; known: readonly Known[] } | null = null
    const property = asyncProperty(worlds, async ({ mode, contracts: made }) => {
      const corpId = newCorp()
      const webhookId = await addWebhook(corpId)
      const known: Known[] = []
      for (const [index, contract] of made.entries())
        known.push(await make(corpId, index, contract))
      for (const contract of known) await letIn(contract)
      // An organisation's webhooks are told of its contracts, which its administrators may open.
      const received = await receivedBy(corpId, webhookId)
      const idsOf = (some: readonly Known[]) => some.map(({ taskId }) => taskId)
      const certain = known.filter(({ origin }) => origin === 'started')
      expect(idsOf(known), 'webhooks').toEqual(expect.arrayContaining(received))
      expect(received, 'webhooks').toEqual(expect.arrayContaining(idsOf(certain)))
      if (before !== null) {
        const now = await receivedBy(before.corpId, before.webhookId)
        expect(idsOf(before.known), 'webhooks of another').toEqual(expect.arrayContaining(now))
      }
      before = { corpId, webhookId, known }
      for (const one of people) await compare(mode, { ...one, corpId }, known)
      pairs += people.length * known.length
    })
    noteSize(`${total} contracts, seed ${seed}`)
    await assert(property, { numRuns: total / perWorld, seed, endOnFailure: true })
    noteSize(`${pairs} pairs of a person and a contract, 0 differences`)
  },
  60 * 60_000,
)
