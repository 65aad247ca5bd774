import type { Context } from 'hono'
import { html } from 'hono/html'

/** A piece of a page, escaped. */
export type Markup = ReturnType<typeof html>

type PageKind = { status?: 200 | 404 | 410; plays?: 'e签宝' | '钉钉' }

/** A page of a played service. It has no scripts and no inline styles, so any CSP allows it. */
export function renderPage(
  c: Context,
  title: string,
  body: Markup,
  { status = 200, plays = 'e签宝' }: PageKind = {},
): Response | Promise<Response> {
  c.header('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self'")
  c.header('cache-control', 'no-store')
  return c.html(
    html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}（沙箱）</title>
          <link rel="icon" href="/_sandbox/pages/seal.svg" />
          <link rel="stylesheet" href="/_sandbox/pages/style.css" />
        </head>
        <body>
          <p class="banner">
            沙箱：模拟${plays === '钉钉' ? '钉钉' : ' e签宝 '}的页面，不产生任何法律效力
          </p>
          <main>
            <h1>${title}</h1>
            ${body}
          </main>
        </body>
      </html>`,
    status,
  )
}

export function renderMessage(
  c: Context,
  title: string,
  text: string,
  status: 200 | 404 | 410 = 200,
): Response | Promise<Response> {
  return renderPage(c, title, html`<p>${text}</p>`, { status })
}

export function problemNote(problem: string | undefined): Markup {
  return problem === undefined ? html`` : html`<p class="problem" role="alert">${problem}</p>`
}

/** A form field's text; empty when absent. */
export function formText(form: Record<string, unknown>, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value.trim() : ''
}
