import { describe, expect, it } from 'vitest'
import { readNotice } from './notice-body.ts'

function read(body: unknown) {
  return readNotice(JSON.stringify(body))
}

describe('a notice', () => {
  it('is read as documented', () => {
    const bizData = { status: 'FINISH', finishTime: 123_123_123 }
    expect(read({ action: 'SIGN', taskId: 'PRO-1', bizData })).toEqual({
      taskId: 'PRO-1',
      action: 'SIGN',
      status: 'FINISH',
    })
  })

  it.each([
    ['without anything else', { taskId: 'PRO-1' }, { action: '', status: '' }],
    ['with a number for a task', { taskId: 42 }, { taskId: '42' }],
    [
      'with data that is text',
      { taskId: 'PRO-1', bizData: '{"status":"REVOKE"}' },
      { status: 'REVOKE' },
    ],
    ['with data that makes no sense', { taskId: 'PRO-1', bizData: [1] }, { status: '' }],
    ['with text that is none of data', { taskId: 'PRO-1', bizData: '{' }, { status: '' }],
    [
      'with other types',
      { taskId: 'PRO-1', action: null, bizData: { status: 7 } },
      { action: '', status: '7' },
    ],
    [
      'with more than we know',
      { taskId: 'PRO-1', action: 'NEW', thirdBizId: 'x' },
      { action: 'NEW' },
    ],
    [
      'with halves of characters',
      { taskId: 'PRO-1', action: '\uD83D', bizData: { status: `${'x'.repeat(99)}😀` } },
      { action: '\uFFFD', status: `${'x'.repeat(99)}\uFFFD` },
    ],
    [
      'with endless words',
      { taskId: 'PRO-1', action: 'x'.repeat(5000) },
      { action: 'x'.repeat(100) },
    ],
  ])('is read %s', (_how, body, expected) => {
    expect(read(body)).toMatchObject(expected)
  })

  it.each([
    '',
    'null',
    '[]',
    '{',
    '"PRO-1"',
    '{}',
    '{"taskId":""}',
    '{"taskId":"a/b"}',
    '{"taskId":{}}',
  ])('is ignored without a task id: %s', (text) => {
    expect(readNotice(text)).toBeNull()
  })
})
