import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import {
  readCached,
  removeAll,
  removeView,
  writeCachedSession,
  writeCachedView,
} from './cache-store.ts'

const next = { kind: 'draft' as const, people: [], since: null, followedBy: [], reason: null }

function viewOf(taskId: string, description = ''): FlowView {
  return {
    flow: {
      taskId,
      title: `合同 ${taskId}`,
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs: [{ type: 'signed', typeCode: '8', description, operator: null, time: null }],
    },
    signers: { ok: [] },
    approvals: {
      ok: [
        {
          name: null,
          sponsor: null,
          startTime: null,
          endTime: null,
          status: 'agreed',
          statusCode: null,
          refuseReason: null,
          sealImageUrl: 'https://storage.example/seal.png?signature=x',
          nodes: [],
        },
      ],
    },
    situation: { signers: [], approvals: [], end: null, next },
    registry: null,
    fetchedAt: 0,
  }
}

const keep = (owner: string, taskId: string, at: number, description?: string) =>
  writeCachedView(owner, taskId, { view: viewOf(taskId, description), at })

const titleOf = async (owner: string, taskId: string) =>
  (await readCached(owner, `flow/${taskId}`))?.view.flow.title ?? null

beforeEach(() => removeAll())

describe('what a device keeps', () => {
  it('is given only to its owner', async () => {
    await writeCachedSession('one', lisi)
    await keep('one', 'PRO-1', 1)
    expect(await readCached('one', 'session')).toEqual(lisi)
    expect(await readCached('one', 'flow/PRO-1')).toMatchObject({ at: 1 })
    expect(await titleOf('one', 'PRO-1')).toBe('合同 PRO-1')
    expect(await readCached('other', 'session')).toBeNull()
    expect(await readCached('other', 'flow/PRO-1')).toBeNull()
    expect(await readCached('one', 'flow/PRO-2')).toBeNull()
  })

  it('is deleted when another person signs in', async () => {
    await writeCachedSession('one', lisi)
    await keep('one', 'PRO-1', 1)
    await writeCachedSession('one', { ...lisi, expiresAt: 7 })
    expect(await titleOf('one', 'PRO-1')).toBe('合同 PRO-1')
    await writeCachedSession('other', wangwu)
    expect(await readCached('one', 'session')).toBeNull()
    expect(await readCached('one', 'flow/PRO-1')).toBeNull()
    expect(await readCached('other', 'session')).toEqual(wangwu)
  })

  it('contains no address of a file', async () => {
    await keep('one', 'PRO-1', 1)
    expect(JSON.stringify(await readCached('one', 'flow/PRO-1'))).not.toContain('http')
  })

  it('is limited to the thirty flows that were read last', async () => {
    for (let index = 0; index < 32; index += 1) await keep('one', `PRO-${index}`, index)
    // A second read makes the flow the most recent one.
    await keep('one', 'PRO-2', 40)
    await keep('one', 'PRO-32', 41)
    const titles = await Promise.all(
      ['PRO-1', 'PRO-2', 'PRO-3', 'PRO-4', 'PRO-32'].map((taskId) => titleOf('one', taskId)),
    )
    expect(titles).toEqual([null, '合同 PRO-2', null, '合同 PRO-4', '合同 PRO-32'])
  })

  it('stays within its size limit', async () => {
    const large = '长'.repeat(900_000)
    for (let index = 0; index < 6; index += 1) await keep('one', `PRO-${index}`, index, large)
    expect(await readCached('one', 'flow/PRO-0')).toBeNull()
    expect(await readCached('one', 'flow/PRO-1')).toBeNull()
    expect(await titleOf('one', 'PRO-2')).toBe('合同 PRO-2')
    await keep('one', 'PRO-5', 9, '长'.repeat(1_100_000))
    expect(await readCached('one', 'flow/PRO-5')).toBeNull()
  })

  it('can be deleted, one flow or all', async () => {
    await keep('one', 'PRO-1', 1)
    await keep('one', 'PRO-2', 2)
    await removeView('PRO-1')
    expect(await readCached('one', 'flow/PRO-1')).toBeNull()
    expect(await titleOf('one', 'PRO-2')).toBe('合同 PRO-2')
    await removeAll()
    expect(await readCached('one', 'flow/PRO-2')).toBeNull()
  })
})
