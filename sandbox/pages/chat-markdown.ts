import { html } from 'hono/html'
import type { Markup } from './page-layout.ts'

const part =
  /\\(?<sign>.)|\*\*(?<bold>(?:\\.|[^*\\])+)\*\*|\[(?<name>(?:\\.|[^\]\\])*)\]\((?<url>[^)\s]+)\)/g

const plain = (text: string) => text.replaceAll(/\\(.)/g, '$1')

/** Where an address leads: DingTalk's client opens the page that an AppLink names. */
export function openedBy(url: string): string {
  const link = URL.canParse(url) ? new URL(url) : null
  const page = link?.hostname === 'applink.dingtalk.com' ? link.searchParams.get('url') : null
  return page ?? url
}

/** A line of markdown as DingTalk shows it: bold, links, items of a list and escaped signs. */
export function markdownLine(line: string): Markup {
  const text = line.startsWith('- ') ? `· ${line.slice(2)}` : line
  return html`<p class="line">${piecesOf(text)}</p>`
}

function piecesOf(text: string): (string | Markup)[] {
  const pieces: (string | Markup)[] = []
  let from = 0
  for (const match of text.matchAll(part)) {
    pieces.push(text.slice(from, match.index))
    from = match.index + match[0].length
    const { sign, bold, name, url } = match.groups ?? {}
    if (bold !== undefined) pieces.push(html`<strong>${piecesOf(bold)}</strong>`)
    else if (url !== undefined)
      pieces.push(html`<a href="${openedBy(url)}">${plain(name ?? '')}</a>`)
    else pieces.push(sign ?? '')
  }
  return [...pieces, text.slice(from)]
}
