// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { changeSearch, goHome, goTo } from '#web/components/page/navigation.ts'
import { changeHomeSearch, leftHomeSearch } from './left-home.ts'

vi.mock('#web/dingtalk/navigation.ts', () => ({ listenToBack: () => () => {} }))

const address = () => location.pathname + location.search

beforeEach(() => {
  history.replaceState(null, '', '/')
  vi.stubGlobal('scrollTo', () => {})
})

it('has the query of the home page over several pages', () => {
  expect(leftHomeSearch()).toEqual({ search: '', isOther: false })
  changeSearch('scope=all&q=%E9%87%87%E8%B4%AD')
  goTo('/flows/1')
  goTo('/flows/2')
  expect(leftHomeSearch().search).toBe('?scope=all&q=%E9%87%87%E8%B4%AD')
})

it('keeps the query that was chosen beside a contract, with other contracts too', () => {
  changeSearch('scope=started')
  goTo('/flows/1')
  expect(leftHomeSearch()).toEqual({ search: '?scope=started', isOther: false })
  changeHomeSearch('?scope=all&q=1')
  expect(address()).toBe('/flows/1')
  goTo('/flows/2')
  expect(leftHomeSearch()).toEqual({ search: '?scope=all&q=1', isOther: true })
  goHome()
  expect(address()).toBe('/?scope=all&q=1')
})

it('does not leave the app for a home page that did not lead to the contract', () => {
  const back = vi.spyOn(history, 'back').mockImplementation(() => {})
  history.replaceState(null, '', '/flows/1')
  changeHomeSearch('?scope=all')
  goHome()
  expect(back).not.toHaveBeenCalled()
  expect(address()).toBe('/?scope=all')
})
