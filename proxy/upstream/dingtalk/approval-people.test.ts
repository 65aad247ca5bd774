import { describe, expect, it } from 'vitest'
import { readApprovalPeople } from './approval-people.ts'
import type { DingTalkClient } from './client/client.ts'

function answering(result: unknown): DingTalkClient {
  return {
    callApi: () => Promise.resolve(result),
    callOapi: () => Promise.reject(new Error('not asked')),
    forgetReads: () => {},
  }
}

async function read(result: unknown) {
  const people = await readApprovalPeople(answering(result), 'dingcorp', 'ID')
  return [people.originator, [...people.approvers]]
}

describe('the people of an approval', () => {
  it('are its originator and those who decide, not those who comment or get a copy', async () => {
    const result = {
      originatorUserId: 'a',
      approverUserIds: ['b'],
      ccUserIds: ['x'],
      operationRecords: [{ type: 'ADD_REMARK', userId: 'y' }],
      tasks: [{ userId: 'c', status: 'COMPLETED' }, { userId: 'b' }],
    }
    expect(await read({ result })).toEqual(['a', ['b', 'c']])
  })

  it.each([
    [{ result: {} }],
    [{ result: { originatorUserId: 7, approverUserIds: 'b', tasks: {} } }],
    [{ result: { originatorUserId: '', approverUserIds: [null, 1], tasks: [null, 'c', {}] } }],
  ])('are none for %j', async (reply) => {
    expect(await read(reply)).toEqual([null, []])
  })

  it('are unknown without a result', async () => {
    await expect(read({ success: true })).rejects.toMatchObject({ code: 'upstream-unavailable' })
  })
})
