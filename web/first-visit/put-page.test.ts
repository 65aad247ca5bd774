// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { putPage } from './put-page.ts'

const rows = (count: number) => '<li>x</li>'.repeat(count)

const html = `<div class="page"><nav>a</nav><main><div data-parts="true"><p>news</p>\
<header><b data-testid="flow-status">signing</b></header><section>${rows(300)}</section>\
<section>${rows(300)}</section><!--end--></div></main><footer>f</footer></div>\
<div role="status"></div>`

function createRoot(): HTMLElement {
  const root = document.createElement('div')
  root.innerHTML = '<div class="page">shapes</div>'
  document.body.append(root)
  return root
}

it('leaves the page as drawn', async () => {
  const root = createRoot()
  await putPage(root, html)
  expect(root.innerHTML).toBe(html)
})

it('shows everything up to the status at once, and the rest in order, over several frames', async () => {
  const root = createRoot()
  const seen = new Set<string>()
  const looking = new MutationObserver(() => {
    const cards = root.querySelectorAll('section').length
    seen.add(`${cards} ${root.querySelector('footer') === null ? '' : 'footer'}`.trim())
  })
  looking.observe(root, { childList: true, subtree: true })
  const put = putPage(root, html)
  expect(root.textContent).toBe('anewssigning')
  await put
  await Promise.resolve()
  looking.disconnect()
  expect([...seen]).toEqual(['0', '1', '2', '2 footer'])
})

it("sets styles without the style attribute, which the page's policy blocks", async () => {
  const root = createRoot()
  await putPage(root, '<i data-style="width:40%">x</i>')
  const mark = root.querySelector('i')
  expect(mark?.style.width).toBe('40%')
  expect(mark?.hasAttribute('data-style')).toBe(false)
})
