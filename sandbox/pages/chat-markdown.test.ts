import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { markdownLine, openedBy } from './chat-markdown.ts'

it.each([
  ['等 **王芳** 签署', '等 <strong>王芳</strong> 签署'],
  ['1\\. [《合同\\(1\\)》](https://a.test/x)', '1. <a href="https://a.test/x">《合同(1)》</a>'],
  ['\\[打开\\]\\(https://evil.test\\)', '[打开](https://evil.test)'],
  ['- 一项', '· 一项'],
  ['<b>', '&lt;b&gt;'],
])('shows %j as DingTalk does', async (line, shown) => {
  const app = new Hono().get('/', (c) => c.html(markdownLine(line)))
  expect(await (await app.request('/')).text()).toBe(`<p class="line">${shown}</p>`)
})

it('opens the page that an AppLink names, as the client does', () => {
  const page = 'http://localhost:8080/flows/PRO-1?corpId=ding1'
  const link = `https://applink.dingtalk.com/page/link?${new URLSearchParams({ url: page }).toString()}`
  expect(openedBy(link)).toBe(page)
  expect(openedBy('https://a.test/?url=x')).toBe('https://a.test/?url=x')
})
