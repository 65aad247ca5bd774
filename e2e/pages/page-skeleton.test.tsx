// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import {
  type SkeletonKind,
  skeletonKindOf,
  skeletons,
} from '#web/components/page/page-skeleton.tsx'

const html = readFileSync('index.html', 'utf8')
const page = new DOMParser().parseFromString(html, 'text/html')

/**
 * Its elements with their classes, without white space. What is hidden from screen readers differs:
 * the page's own script paints a banner that is not, the app hides the shape as a whole.
 */
const outline = (markup: string) =>
  markup
    .replace(/ aria-hidden="true"/g, '')
    .replace(/\s+(?=<)|(?<=>)\s+/g, '')
    .replace(/\s+/g, ' ')

const kinds: readonly SkeletonKind[] = ['list', 'contract', 'form', 'tiles', 'plain']

it.each(kinds)('the page begins with the shape %s that the app draws', (kind) => {
  const first = page.querySelector(`[data-shape="${kind}"]`)
  // A card of antd-mobile has classes that say nothing here.
  const drawn = renderToStaticMarkup(skeletons[kind]).replace(/ class=""/g, '')
  expect(outline(first?.innerHTML ?? '')).toBe(outline(drawn))
})

it('the column beside a page begins with the shape of a list', () => {
  const column = page.querySelector('.shape > .list-column')?.innerHTML ?? ''
  expect(outline(column)).toBe(outline(page.querySelector('[data-shape="list"]')?.innerHTML ?? ''))
})

it.each([
  ['/', 'list', true, true],
  ['/flows/PRO-1', 'contract', true, false],
  ['/flows/PRO-1/', 'contract', true, false],
  ['/start', 'form', false, false],
  ['/flows/PRO-1?view=audit', 'contract', true, false],
  ['/admin', 'tiles', false, true],
  ['/admin?view=times', 'plain', false, false],
  ['/me', 'plain', false, true],
  ['/approvals/1', 'plain', false, false],
  ['/operator', 'plain', false, false],
  ['/nothing', 'plain', false, false],
])(
  'the script of the page chooses for %s the shape %s, as the app does',
  (path, kind, list, top) => {
    const { pathname, search } = new URL(path, location.href)
    expect(skeletonKindOf(pathname, search)).toBe(kind)
    const script = [...page.querySelectorAll('script')].find(({ text }) => text.includes('shape-'))
    history.replaceState(null, '', path)
    document.documentElement.className = ''
    // It is what the page itself runs.
    // oxlint-disable-next-line typescript/no-implied-eval
    new Function('addEventListener', script?.text ?? '')(() => {})
    const { classList } = document.documentElement
    expect(classList).toContain(`shape-${kind}`)
    expect(classList.contains('has-list')).toBe(list)
    expect(classList.contains('on-top')).toBe(top)
  },
)
