import { html } from 'hono/html'
import { type ProblemCode, problems } from '#shared/rules/codes/problem-code.ts'
import type { AppContext } from './app-env.ts'

/** Whether a browser opens the address itself, such as a link that e签宝 shows. */
export function isNavigation(c: AppContext): boolean {
  return c.req.header('accept')?.includes('text/html') === true
}

export function problemPage(code: ProblemCode, requestId: string) {
  const { zh, en } = problems[code]
  return html`<!doctype html>
    <html lang="zh-CN">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${zh[0]}</title>
      <h1>${zh[0]}</h1>
      <p>${zh[1]}</p>
      <p lang="en">${en[0]}. ${en[1]}</p>
      <p>请求编号 · Request ID: ${requestId}</p>
      <p><a href="">重试 · Try again</a></p>
    </html>`
}
