import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type {
  FlowContext,
  StoredFlow,
  SharedFlowContext,
  Involvement,
} from '#proxy/base/store/flows/flow-types.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { createFlowContexts } from './flow-contexts.ts'
import { createFlowOpener } from './flow-opener.ts'
import type { FlowReading } from './flow-reading.ts'

const session = {
  sessionId: 's',
  corpId: 'c',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: Infinity,
}

const reading: FlowReading = {
  flow: {
    taskId: 'PRO-1',
    title: '合同',
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    logs: [],
  },
  signers: [],
  approvals: [],
  fetchedAt: 1,
  order: 1,
}

const shared = { flow: null, people: [], reminders: [], signLinks: [], documents: null }
const known: StoredFlow = {
  taskId: 'PRO-1',
  title: null,
  status: 'signing',
  statusCode: 1,
  initiator: { userId: null, name: null, organization: null },
  deadline: null,
  nextStep: null,
  signed: null,
  createdAt: null,
  firstSeenAt: 1,
  lastLogAt: null,
  confirmedAt: 1,
  startedHere: false,
}
const nobody: Involvement = { isPerson: false, isApprover: null, grantedUntil: null, openings: [] }
const unknown: FlowContext = { ...shared, involvement: nobody }

function play() {
  const log = { warn: vi.fn() }
  const common = { log, now: () => 7, monotonic: () => 7 }
  const flowContextOf = vi.fn(() => Promise.resolve(unknown))
  const nothing = () => Promise.reject(new Error('not asked for'))
  const recordReading = vi.fn(() => Promise.resolve(true))
  const recordOpened = vi.fn(() => Promise.resolve())
  const sharedFlowContextOf = vi.fn((): Promise<SharedFlowContext> => Promise.resolve(shared))
  const involvementOf = vi.fn(() => Promise.resolve(nobody))
  const flows = {
    recordReading,
    flowContextOf,
    sharedFlowContextOf,
    recordStart: nothing,
    find: nothing,
    corps: nothing,
  }
  const flowContexts = createFlowContexts({
    registry: {
      access: { involvementOf, grant: nothing },
      flows: {
        ...flows,
        beginReading: nothing,
        findStarted: nothing,
        corpsOf: nothing,
        peopleOf: nothing,
        startOf: nothing,
        list: nothing,
        narrowings: nothing,
      },
      views: { recordOpened, record: nothing, list: nothing, all: () => expect.unreachable() },
    },
    access: { listed: () => 'mine' },
    events: { subscribe: () => () => {} },
    ...common,
  })
  const access = {
    require: vi.fn<FlowAccess['require']>(() => Promise.resolve({ linkUntil: null })),
  }
  const read = vi.fn(() => Promise.resolve(reading))
  const parts = {
    access,
    flows: { read },
    flowContexts,
    roles: { isAdmin: () => false },
    canNotify: true,
    ...common,
  }
  return {
    opener: createFlowOpener(parts),
    access,
    read,
    flowContextOf,
    sharedFlowContextOf,
    involvementOf,
    recordReading,
    recordOpened,
    log,
  }
}

const request = { taskId: 'PRO-1', link: undefined, requestId: 'r' }

let played: ReturnType<typeof play>

beforeEach(() => {
  played = play()
})

afterEach(() => vi.useRealTimers())

describe('opening a flow', () => {
  it('waits one second for the flow context, and then continues without it', async () => {
    vi.useFakeTimers()
    const { opener, flowContextOf, log } = played
    flowContextOf.mockReturnValue(new Promise(() => {}))
    const started = Date.now()
    const opened = opener.open(session, request)
    await vi.runAllTimersAsync()
    expect(await opened).toMatchObject({ flow: reading.flow, registry: null })
    expect(Date.now() - started).toBe(1000)
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'PRO-1' }),
      expect.any(String),
    )
  })

  it('shows the rest when a part could not be read, with the id of the request', async () => {
    const { opener, read } = played
    read.mockResolvedValue({ ...reading, signers: new ProblemError('upstream-timeout', 'late') })
    expect(await opener.open(session, request)).toMatchObject({
      flow: reading.flow,
      signers: { problem: { code: 'upstream-timeout', requestId: 'r' } },
      approvals: { ok: [] },
    })
  })

  it('stores what a question read, without a visit of the person who asks', async () => {
    const { opener, recordReading, recordOpened } = played
    const { registry } = await opener.open(session, { ...request, isQuestion: true })
    expect(registry).toMatchObject({ lastOpenedAt: null })
    expect(recordReading).toHaveBeenCalledOnce()
    expect(recordOpened).not.toHaveBeenCalled()
    await opener.open(session, request)
    expect(recordOpened).toHaveBeenCalledOnce()
  })

  it('asks upstream and the store at the same time, each once', async () => {
    const { opener, read, flowContextOf } = played
    let answer = (_context: FlowContext) => {}
    flowContextOf.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const opened = opener.open(session, request)
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1))
    answer(unknown)
    expect((await opened).registry).toMatchObject({ people: [], lastOpenedAt: null })
    expect(flowContextOf).toHaveBeenCalledTimes(1)
  })

  it('reads the flow context while the right to see the flow is checked', async () => {
    const { opener, access, flowContextOf } = played
    let refuse = (_cause: Error) => {}
    access.require.mockReturnValue(new Promise((_resolve, reject) => (refuse = reject)))
    const opened = opener.open(session, request)
    await vi.waitFor(() => expect(flowContextOf).toHaveBeenCalledTimes(1))
    refuse(new ProblemError('flow-forbidden', 'no'))
    await expect(opened).rejects.toMatchObject({ code: 'flow-forbidden' })
  })

  it('checks the right with the involvement from the flow context', async () => {
    const { opener, access, flowContextOf } = played
    const involvement = { ...nobody, isPerson: true }
    flowContextOf.mockResolvedValue({ ...unknown, involvement })
    await opener.open(session, request)
    expect(await access.require.mock.calls[0]?.[3]).toEqual(involvement)
    flowContextOf.mockRejectedValue(new Error('disk full'))
    await opener.open({ ...session, userId: 'zhaoliu' }, request)
    expect(await access.require.mock.calls[1]?.[3]).toBeNull()
  })

  it("uses work begun before the person was known, and asks only for that person's involvement", async () => {
    const {
      opener,
      access,
      read,
      sharedFlowContextOf,
      involvementOf,
      flowContextOf,
      recordOpened,
    } = played
    read.mockResolvedValue({ ...reading, fetchedAt: 5 })
    involvementOf.mockResolvedValue({ ...nobody, openings: [5] })
    const pending = opener.begin('c', 'PRO-1')
    await vi.waitFor(() => expect(sharedFlowContextOf).toHaveBeenCalledWith('c', 'PRO-1'))
    const view = await opener.open(session, { ...request, pending })
    expect(view.fetchedAt).toBe(5)
    expect(view.registry?.lastOpenedAt).toBeNull()
    expect(await access.require.mock.calls[0]?.[3]).toEqual({ ...nobody, openings: [5] })
    expect(involvementOf).toHaveBeenCalledWith('c', 'PRO-1', 'lisi')
    expect(read).toHaveBeenCalledTimes(1)
    expect(flowContextOf).not.toHaveBeenCalled()
    // The involvement contains an opening of a moment ago.
    expect(recordOpened).not.toHaveBeenCalled()
  })

  it('begins to read known flows only, and only a few', async () => {
    const { opener, read, sharedFlowContextOf } = played
    await opener.begin('c', 'PRO-UNKNOWN')
    expect(read).not.toHaveBeenCalled()
    sharedFlowContextOf.mockResolvedValue({ ...shared, flow: known })
    const pending = Array.from({ length: 10 }, () => opener.begin('c', 'PRO-1'))
    const startedOnes = pending.filter((one) => one !== null)
    await Promise.all(startedOnes)
    // Six per second, one of which went to the unknown flow.
    expect(startedOnes).toHaveLength(5)
    expect(read).toHaveBeenCalledTimes(5)
    expect(opener.begin('another corp', 'PRO-1')).not.toBeNull()
  })

  it('does not log failures of work that was not used', async () => {
    const { opener, read, sharedFlowContextOf, log } = played
    read.mockRejectedValue(new Error('no network'))
    sharedFlowContextOf.mockRejectedValue(new Error('disk full'))
    void opener.begin('c', 'PRO-1')
    await vi.waitFor(() => expect(sharedFlowContextOf).toHaveBeenCalled())
    await new Promise((resolve) => setImmediate(resolve))
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('records nothing for a refused person, or for an unreadable flow', async () => {
    const { opener, access, read, recordReading, recordOpened } = played
    read.mockRejectedValueOnce(new ProblemError('flow-not-found', 'no'))
    await expect(opener.open(session, request)).rejects.toMatchObject({ code: 'flow-not-found' })
    access.require.mockRejectedValue(new ProblemError('flow-forbidden', 'no'))
    const pending = opener.begin('c', 'PRO-1')
    await expect(opener.open(session, { ...request, pending })).rejects.toMatchObject({
      code: 'flow-forbidden',
    })
    expect(recordReading).not.toHaveBeenCalled()
    expect(recordOpened).not.toHaveBeenCalled()
  })

  it('records whether a link gave access, and retries a failed write', async () => {
    const { opener, access, recordOpened, log } = played
    access.require.mockResolvedValue({ linkUntil: 99 })
    recordOpened.mockRejectedValueOnce(new Error('disk full'))
    await opener.open(session, request)
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalled())
    await opener.open(session, request)
    await opener.open(session, request)
    await vi.waitFor(() => expect(recordOpened).toHaveBeenCalledTimes(2))
    expect(recordOpened).toHaveBeenLastCalledWith(
      expect.objectContaining({ taskId: 'PRO-1', userId: 'lisi', byLink: true, at: 7 }),
    )
  })
})
