import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { MarkedText } from './marked-text.tsx'
import { TextWithNames } from './person-name.tsx'

it.each([
  ['采购合同', '采购', '<mark>采购</mark>合同'],
  ['Pro-1 and PRO-1', 'pro-1', '<mark>Pro-1</mark> and <mark>PRO-1</mark>'],
  ['a (b) [c', '(b) [', 'a <mark>(b) [</mark>c'],
  ['合同', '采购', '合同'],
  ['合同', '', '合同'],
])('in %j, what matches %j is marked', (text, q, html) => {
  expect(renderToStaticMarkup(<MarkedText text={text} q={q} />)).toBe(html)
})

it('a name of a sentence is marked too', () => {
  const sentence = <TextWithNames text="等 孙八 签署" names={['孙八']} q="八" />
  expect(renderToStaticMarkup(sentence)).toBe('等 <bdi class="name">孙<mark>八</mark></bdi> 签署')
})
