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

// One after the other.
const read = async (result: unknown) => [
  ...(await readApprovalPeople(answering(result), 'dingcorp', 'ID')),
]

describe('who has to do with an approval', () => {
  it('is its originator and who decides, not who comments or gets a copy', async () => {
    const result = {
      originatorUserId: 'a',
      approverUserIds: ['b'],
      ccUserIds: ['x'],
      operationRecords: [{ type: 'ADD_REMARK', userId: 'y' }],
      tasks: [{ userId: 'c', status: 'COMPLETED' }, { userId: 'b' }],
    }
    expect(await read({ result })).toEqual(['a', 'b', 'c'])
  })

  it.each([
    [{ result: {} }],
    [{ result: { originatorUserId: 7, approverUserIds: 'b', tasks: {} } }],
    [{ result: { originatorUserId: '', approverUserIds: [null, 1], tasks: [null, 'c', {}] } }],
  ])('is nobody by %j', async (reply) => {
    expect(await read(reply)).toEqual([])
  })

  it('cannot be told without a result', async () => {
    await expect(read({ success: true })).rejects.toMatchObject({ code: 'upstream-unavailable' })
  })
})
