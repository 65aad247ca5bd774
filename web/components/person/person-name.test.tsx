import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TextWithNames } from './person-name.tsx'

const html = (text: string, names: string[]) =>
  renderToStaticMarkup(<TextWithNames text={text} names={names} />)

it('keeps each name of a sentence in one piece, with the punctuation after it', () => {
  expect(html('等待 李四、李 签署，之后由 孙八。', ['李', '李四', '孙八'])).toBe(
    '等待 <bdi class="name">李四、</bdi><bdi class="name">李</bdi> 签署，之后由 <bdi class="name">孙八。</bdi>',
  )
})

it('finds a name of any characters', () => {
  expect(html('等待 A.B (C|D) 签署', ['A.B (C|D)', 'A'])).toBe(
    '等待 <bdi class="name">A.B (C|D)</bdi> 签署',
  )
  expect(html('等待 AxB 签署', ['A.B'])).toBe('等待 AxB 签署')
})

it('leaves text without names unchanged', () => {
  expect(html('等待签署。', [''])).toBe('等待签署。')
  expect(html('等待签署。', [])).toBe('等待签署。')
})
