import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TextWithNames } from './person-name.tsx'

const html = (text: string, names: string[]) =>
  renderToStaticMarkup(<TextWithNames text={text} names={names} />)

it('keeps each name of a sentence on one line', () => {
  expect(html('等待 李四、李 签署，之后由 孙八 签署。', ['李', '李四', '孙八'])).toBe(
    '等待 <span class="name">李四</span>、<span class="name">李</span> 签署，之后由 <span class="name">孙八</span> 签署。',
  )
})

it('lets a long name wrap, and leaves text without names unchanged', () => {
  expect(html('等待 阿卜杜热依木·买买提 签署', ['阿卜杜热依木·买买提', ''])).toBe(
    '等待 阿卜杜热依木·买买提 签署',
  )
  expect(html('等待签署。', [])).toBe('等待签署。')
})
