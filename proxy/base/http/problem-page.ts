import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { type ProblemCode, problems } from '#shared/rules/codes/problem-code.ts'
import type { AppContext } from './app-env.ts'

/** Whether a browser opens the address itself, such as a link that e签宝 shows. */
export function isNavigation(c: AppContext): boolean {
  return c.req.header('accept')?.includes('text/html') === true
}

/** The app's own colours; its files are not loaded, as the page has to work without them. */
const style = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --text: #1d2129; --quiet: #5b6270; --brand: #0f5fd7;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #121316; --text: #eceef2; --quiet: #a3aab8; --brand: #2b6fdb; }
}
body {
  max-width: 480px; margin: 0 auto; padding: 64px 24px; color: var(--text);
  background: var(--page); text-align: center;
  font: 1rem/1.6 -apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", sans-serif;
}
h1 { margin: 0 0 8px; font-size: 1.25rem; }
p { margin: 0 0 16px; }
.quiet { color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
a {
  display: block; margin: 32px 0; padding: 12px; border-radius: 8px;
  color: #fff; background: var(--brand); text-decoration: none;
}
`

// In one piece, as its hash counts every space.
const styleElement = raw(`<style>${style}</style>`)

const styleHash = createHash('sha256').update(style).digest('base64')

/** Content security policy of the page. */
export const problemPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`

/**
 * A problem as a page, in both languages.
 * @param wayOn where it leads, in place of the same address again
 */
export function problemPage(code: ProblemCode, requestId: string, wayOn: string | undefined) {
  const { zh, en } = problems[code]
  return html`<!doctype html>
    <html lang="zh-CN">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${zh[0]}</title>
      ${styleElement}
      <main>
        <h1>${zh[0]}</h1>
        <p>${zh[1]}</p>
        <p class="quiet" lang="en">${en[0]}. ${en[1]}</p>
        <a href="${wayOn ?? ''}">
          ${wayOn === undefined ? '重试 · Try again' : '重新登录 · Sign in again'}
        </a>
        <p class="quiet">请求编号 · Request ID: ${requestId}</p>
      </main>
    </html>`
}
