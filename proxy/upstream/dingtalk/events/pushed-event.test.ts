import { describe, expect, it } from 'vitest'
import { eventsIn, eventTypeOf, toMilliseconds } from './pushed-event.ts'

const sentAt = 1_700_000_009_000

function events(message: unknown) {
  return eventsIn(JSON.stringify(message), sentAt)
}

function batch(...bizData: unknown[]) {
  return { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData }
}

function ticketItem(suiteTicket: string, rest: Record<string, unknown> = {}) {
  const data = JSON.stringify({ syncAction: 'suite_ticket', suiteTicket })
  return { gmt_create: 1_700_000_000_000, biz_type: 2, biz_data: data, ...rest }
}

describe('the events', () => {
  it('are read from a message with one event', () => {
    const event = {
      EventType: 'suite_ticket',
      SuiteKey: 'suitexdhgv7mn5ufoi9ui',
      SuiteTicket: 'adsadsad',
      TimeStamp: '1700000000000',
    }
    expect(events(event)).toMatchObject([
      {
        type: 'suite_ticket',
        corpId: null,
        bornAt: 1_700_000_000_000,
        suiteKey: 'suitexdhgv7mn5ufoi9ui',
        data: { suiteTicket: 'adsadsad' },
      },
    ])
    expect(events({ EventType: 'suite_ticket', SuiteTicket: 't' })).toMatchObject([
      { suiteKey: null, bornAt: sentAt },
    ])
  })

  it('are read from a batch, without the invalid items', () => {
    const newer = ticketItem('two', { gmt_modified: '1700000001000' })
    const found = events(batch(null, 7, {}, { biz_data: '{' }, ticketItem('one'), newer))
    expect(found).toMatchObject([
      { data: { suiteTicket: 'one' }, bornAt: 1_700_000_000_000 },
      { data: { suiteTicket: 'two' }, bornAt: 1_700_000_001_000 },
    ])
    expect(found[0]?.eventId).not.toBe(found[1]?.eventId)
    expect(events(batch(ticketItem('one')))[0]?.eventId).toBe(found[0]?.eventId)
  })

  it.each(['', 'null', '{', '[]', '{"EventType":7}', '{"EventType":""}'])(
    'are none in %j',
    (text) => {
      expect(eventsIn(text, sentAt)).toEqual([])
    },
  )
})

it('the type of an event is read, if it has one', () => {
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
])('the time %j is read as %j', (given, expected) => {
  expect(toMilliseconds(given)).toBe(expected)
})
