import { describe, expect, it } from 'vitest'
import { choiceFromSearch, searchWithChoice } from './flow-filter.ts'

const all = { scope: 'all', status: null, q: '' } as const

describe('the choice of an address', () => {
  it('has a list only when the address names one', () => {
    expect(choiceFromSearch('')).toEqual({ scope: null, status: null, q: '' })
    expect(choiceFromSearch('scope=all&status=expired&q=%E9%87%87%E8%B4%AD')).toEqual({
      scope: 'all',
      status: 'expired',
      q: '采购',
    })
  })

  it('ignores values that do not exist, are too long, or make no sense', () => {
    expect(choiceFromSearch('scope=mine&status=lost')).toEqual({ ...all, scope: null })
    expect(choiceFromSearch(`scope=all&q=+${'x'.repeat(200)}+`).q).toBe('x'.repeat(128))
    expect(choiceFromSearch('scope=waiting&status=expired').status).toBeNull()
  })

  it('is the same after writing and reading', () => {
    const filter = { scope: 'started', status: 'signing', q: '50% & 更多' } as const
    expect(choiceFromSearch(searchWithChoice('', filter))).toEqual(filter)
  })

  it('leaves other parameters of the address in place', () => {
    expect(searchWithChoice('corpId=ding1&q=old', all)).toBe('corpId=ding1&scope=all')
    expect(searchWithChoice('scope=all', { ...all, scope: null })).toBe('')
    expect(searchWithChoice('', { scope: 'waiting', status: 'expired', q: '' })).toBe(
      'scope=waiting',
    )
  })
})
