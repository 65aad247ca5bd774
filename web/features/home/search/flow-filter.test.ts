import { describe, expect, it } from 'vitest'
import { choiceFromSearch, searchWithChoice } from './flow-filter.ts'

const all = { scope: 'all', status: null, q: '' } as const

describe('the choice of an address', () => {
  it('names a list only where the address does', () => {
    expect(choiceFromSearch('')).toEqual({ scope: null, status: null, q: '' })
    expect(choiceFromSearch('scope=all&status=expired&q=%E9%87%87%E8%B4%AD')).toEqual({
      scope: 'all',
      status: 'expired',
      q: '采购',
    })
  })

  it('leaves out what does not exist, is too long, or makes no sense', () => {
    expect(choiceFromSearch('scope=mine&status=lost')).toEqual({ ...all, scope: null })
    expect(choiceFromSearch(`scope=all&q=+${'x'.repeat(200)}+`).q).toBe('x'.repeat(100))
    expect(choiceFromSearch('scope=waiting&status=expired').status).toBeNull()
  })

  it('survives being written and read', () => {
    const filter = { scope: 'started', status: 'signing', q: '50% & 更多' } as const
    expect(choiceFromSearch(searchWithChoice('', filter))).toEqual(filter)
  })

  it('is written beside what else is in the address', () => {
    expect(searchWithChoice('corpId=ding1&q=old', all)).toBe('corpId=ding1&scope=all')
    expect(searchWithChoice('scope=all', { ...all, scope: null })).toBe('')
    expect(searchWithChoice('', { scope: 'waiting', status: 'expired', q: '' })).toBe(
      'scope=waiting',
    )
  })
})
