import { isPagePath } from '#shared/rules/page-path.ts'

/** No page of ours is encoded as often; each stage takes time. */
const maxDecodings = 10

/** What separates the parts of the signed text. */
const separator = /&(?:noncestr|timestamp|url|jsapi_ticket)=/i

/** Characters that browsers drop anywhere in an address. */
const dropped = /[\t\r\n]/g

/**
 * Whether an address is one of our pages, and its signature cannot be taken for another page's. The
 * signed text is not escaped: with `&url=` in our address it is also the text of the page that is
 * named there. How often clients and DingTalk decode is unknown, so each stage is checked.
 * @param publicUrl our public address, without a slash at the end
 */
export function isSignable(url: string, publicUrl: string): boolean {
  if (!url.startsWith(`${publicUrl}/`) || !URL.canParse(url)) return false
  if (!isPagePath(new URL(url).pathname)) return false
  let text = url.split('#', 1).join('').replace(dropped, '')
  for (let decodings = 0; decodings <= maxDecodings; decodings += 1) {
    if (separator.test(text)) return false
    const decoded = decode(text)
    if (decoded === text) return true
    text = decoded
  }
  return false
}

/** Decodes ASCII, also where other escapes are malformed. */
function decode(text: string): string {
  return text
    .replace(/%([0-7][\da-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(dropped, '')
}
