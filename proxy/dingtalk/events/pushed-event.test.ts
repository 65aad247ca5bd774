import { describe, expect, it } from 'vitest'
import { eventTypeOf, ticketsIn, toMilliseconds } from './pushed-event.ts'

function tickets(event: unknown) {
  return ticketsIn(JSON.stringify(event))
}

function batch(...bizData: unknown[]) {
  return { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData }
}

function ticketItem(suiteTicket: string, rest: Record<string, unknown> = {}) {
  const data = JSON.stringify({ syncAction: 'suite_ticket', suiteTicket })
  return { gmt_create: 1_700_000_000_000, biz_type: 2, biz_data: data, ...rest }
}

describe('suite tickets', () => {
  it('are in an event of their own', () => {
    const event = {
      EventType: 'suite_ticket',
      SuiteKey: 'suitexdhgv7mn5ufoi9ui',
      SuiteTicket: 'adsadsad',
      TimeStamp: '1700000000000',
    }
    expect(tickets(event)).toEqual([
      { suiteTicket: 'adsadsad', suiteKey: 'suitexdhgv7mn5ufoi9ui', at: 1_700_000_000_000 },
    ])
    expect(tickets({ EventType: 'suite_ticket', SuiteTicket: 't' })).toEqual([
      { suiteTicket: 't', suiteKey: null, at: null },
    ])
  })

  it('are among the data of a batch, some of which may make no sense', () => {
    const other = { biz_type: 13, biz_data: '{"syncAction":"user_add_org","suiteTicket":"x"}' }
    const newer = ticketItem('two', { gmt_modified: '1700000001000' })
    const event = batch(null, 7, {}, { biz_data: '{' }, other, ticketItem('one'), newer)
    expect(tickets(event)).toEqual([
      { suiteTicket: 'one', suiteKey: null, at: 1_700_000_000_000 },
      { suiteTicket: 'two', suiteKey: null, at: 1_700_000_001_000 },
    ])
  })

  it.each([
    '',
    'null',
    '{',
    '{"EventType":"check_url"}',
    '{"EventType":"suite_ticket"}',
    '{"EventType":"suite_ticket","SuiteTicket":""}',
    '{"EventType":"SYNC_HTTP_PUSH_HIGH","bizData":{}}',
  ])('are not in %j', (message) => {
    expect(ticketsIn(message)).toEqual([])
  })
})

it('the type of an event is told, if there is any', () => {
  expect(eventTypeOf('{"EventType":"check_url"}')).toBe('check_url')
  expect(eventTypeOf('{')).toBe('unknown')
})

it.each([
  [1_700_000_000_000, 1_700_000_000_000],
  ['1700000000', 1_700_000_000_000],
  [1_700_000_000, 1_700_000_000_000],
  ['', null],
  ['now', null],
  [null, null],
  [-1, null],
])('the time %j is %j', (given, expected) => {
  expect(toMilliseconds(given)).toBe(expected)
})
