import { describe, expect, it } from 'vitest'
import { filterFromSearch, searchWithFilter } from './flow-filter.ts'

const all = { scope: 'all', status: null, q: '' } as const

describe('the filter of an address', () => {
  it('is what waits for the person, unless the address says otherwise', () => {
    expect(filterFromSearch('')).toEqual({ scope: 'waiting', status: null, q: '' })
    expect(filterFromSearch('scope=all&status=expired&q=%E9%87%87%E8%B4%AD')).toEqual({
      scope: 'all',
      status: 'expired',
      q: '采购',
    })
  })

  it('leaves out what does not exist, is too long, or makes no sense', () => {
    expect(filterFromSearch('scope=mine&status=lost')).toEqual({ ...all, scope: 'waiting' })
    expect(filterFromSearch(`scope=all&q=+${'x'.repeat(200)}+`).q).toBe('x'.repeat(100))
    expect(filterFromSearch('scope=waiting&status=expired').status).toBeNull()
  })

  it('survives being written and read', () => {
    const filter = { scope: 'started', status: 'signing', q: '50% & 更多' } as const
    expect(filterFromSearch(searchWithFilter('', filter))).toEqual(filter)
  })

  it('is written beside what else is in the address, and not where it is the default', () => {
    expect(searchWithFilter('corpId=ding1&q=old', all)).toBe('corpId=ding1&scope=all')
    expect(searchWithFilter('scope=all', { ...all, scope: 'waiting' })).toBe('')
    expect(searchWithFilter('', { scope: 'waiting', status: 'expired', q: '' })).toBe('')
  })
})
