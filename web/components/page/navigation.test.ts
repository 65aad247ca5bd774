// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { changeSearch, goBack, goHome, replaceWith, goTo, savedScroll } from './navigation.ts'

vi.mock('#web/dingtalk/navigation.ts', () => ({ listenToBack: () => () => {} }))

const address = () => location.pathname + location.search
const scrollTo = vi.fn()

/** Fakes the scroll position, because happy-dom has no layout. */
function scrolled(top: number): void {
  vi.stubGlobal('scrollY', top)
}

beforeEach(() => {
  history.replaceState(null, '', '/')
  vi.stubGlobal('scrollTo', scrollTo)
  scrolled(0)
})

it('goes back when the home page is the entry before', () => {
  const back = vi.spyOn(history, 'back').mockImplementation(() => {})
  goTo('/flows/1')
  goHome()
  expect(back).toHaveBeenCalledOnce()
})

it("restores the home page's query and scroll position over several pages", () => {
  changeSearch('scope=all&q=%E9%87%87%E8%B4%AD')
  scrolled(640)
  goTo('/flows/1')
  scrolled(20)
  goTo('/flows/2')
  goHome()
  expect(address()).toBe('/?scope=all&q=%E9%87%87%E8%B4%AD')
  expect(savedScroll()).toBe(640)
})

it('remembers the home page when the address changes or a page is replaced', () => {
  changeSearch('scope=started')
  goTo('/flows/1')
  goTo('/flows/1?view=audit')
  changeSearch('view=audit&print=1')
  replaceWith('/flows/3')
  goHome()
  expect(address()).toBe('/?scope=started')
})

it('opens the plain home page when the app was not entered there', () => {
  history.replaceState(null, '', '/flows/1?access=secret')
  goHome()
  expect(address()).toBe('/')
  expect(savedScroll()).toBeNull()
})

it('scrolls to the top when the home page is already shown', () => {
  history.replaceState(null, '', '/?scope=all')
  goHome()
  expect(address()).toBe('/?scope=all')
  expect(scrollTo).toHaveBeenLastCalledWith(0, 0)
})

it('replaces a page that has no entry before it', () => {
  history.replaceState({ depth: 0 }, '', '/flows/1?view=audit')
  goBack('/flows/1')
  expect(address()).toBe('/flows/1')
})

it.each([null, 7, { home: 3 }, { home: { search: 4 } }, { depth: 'many' }])(
  'ignores a foreign history state: %j',
  (state) => {
    history.replaceState(state, '', '/flows/1')
    goHome()
    expect(address()).toBe('/')
  },
)
