import { describe, expect, it } from 'vitest'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { choiceFromSearch, type ListChoice, searchWithChoice } from './flow-filter.ts'

const all: ListChoice = { scope: 'all', q: '', ...noConditions }

describe('the choice of an address', () => {
  it('has a list only when the address names one', () => {
    expect(choiceFromSearch('')).toEqual({ ...all, scope: null })
    expect(choiceFromSearch('scope=all&status=expired&q=%E9%87%87%E8%B4%AD')).toEqual({
      ...all,
      status: ['expired'],
      q: '采购',
    })
  })

  it('ignores values that do not exist, are too long, or make no sense', () => {
    expect(choiceFromSearch('scope=mine&status=lost')).toEqual({ ...all, scope: null })
    expect(choiceFromSearch(`scope=all&q=+${'x'.repeat(200)}+`).q).toBe('x'.repeat(128))
    expect(choiceFromSearch('scope=waiting&status=expired&since=7&by=lisi')).toEqual({
      ...all,
      scope: 'waiting',
    })
    expect(choiceFromSearch('scope=started&by=lisi')).toEqual({ ...all, scope: 'started' })
    expect(choiceFromSearch('scope=all&status=,lost&since=0&due=x&sort=size&by=')).toEqual(all)
  })

  it('is the same after writing and reading', () => {
    const filter: ListChoice = {
      scope: 'all',
      status: ['signing', 'refused'],
      since: 30,
      by: '张三 & 李四',
      due: 3,
      sort: 'waiting',
      q: '50% & 更多, 采购',
    }
    expect(choiceFromSearch(searchWithChoice('', filter))).toEqual(filter)
  })

  it('leaves other parameters of the address in place', () => {
    expect(searchWithChoice('corpId=ding1&q=old', all)).toBe('corpId=ding1&scope=all')
    expect(searchWithChoice('scope=all', { ...all, scope: null })).toBe('')
    expect(searchWithChoice('', { ...all, scope: 'waiting', status: ['expired'] })).toBe(
      'scope=waiting',
    )
  })
})
