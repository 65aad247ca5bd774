/** Texts that are looked at in one address; more than any page of e签宝 needs. */
const mostTexts = 500

/** What browsers leave out of an address wherever it stands. */
const ignored = /[\t\r\n]/g

/** Where an address begins that is not all of a text; it ends at a blank or with its parameter. */
const embedded = /(?:https?:|[a-z][a-z\d+.-]*:[\\/]{2})[^\s&]*/gi

/** What ends an address in JSON and other texts. */
const behindAddress = /["'`<>{}|^[\]].*/s

/** An address that takes over the scheme of whatever opens it. */
const schemeless = /^[\\/]{2}/

/**
 * What counts as an address among the parameters of a page, which also has values like `a:b` and
 * signatures that happen to begin with two slashes.
 */
const pageValue = /^(?:[a-z][a-z\d+.-]*:[\\/]{2}|https?:|javascript:|data:|[\\/]{2}[^\\/?#]*\.)/i

/** `isOfPage`: found in the address of a page, not directly in that of a `dingtalk:` link. */
type Part = { text: string; isOfPage: boolean }

/**
 * Every address in a `dingtalk:` link: in path, parameters or fragment, nested, encoded any number
 * of times. It is not known how often DingTalk decodes, so each state of decoding is checked.
 * @returns null when the link holds too much to check
 */
export function addressesIn(link: URL): URL[] | null {
  const found: URL[] = []
  const seen = new Set<string>()
  const waiting = partsOf(link)
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const key = JSON.stringify(part)
    if (seen.has(key)) continue
    if (seen.size >= mostTexts) return null
    seen.add(key)
    const url = addressOf(part)
    if (url !== null) found.push(url)
    // Parts are decoded separately, or they could not be told apart.
    if (url === null) waiting.push(...addressesAmid(part), { ...part, text: decode(part.text) })
    else waiting.push(...partsOf(url))
  }
  return found
}

/** What an address has beside its scheme and host, each part as it would be read by itself. */
function partsOf({ protocol, pathname, searchParams, hash }: URL): Part[] {
  const path = pathname.replace(/^[\\/]+/, '')
  const fragment = hash.slice(1)
  const named = [searchParams, new URLSearchParams(fragment)].map((parameters) => [...parameters])
  const isOfPage = protocol !== 'dingtalk:'
  return [path, fragment, ...named.flat(2)].map((text) => ({ text: clean(text), isOfPage }))
}

/** The address that a text is from its first character on; null for other texts. */
function addressOf({ text, isOfPage }: Part): URL | null {
  if (isOfPage && !pageValue.test(text)) return null
  const address = text.replace(schemeless, 'https://')
  return URL.canParse(address) ? new URL(address) : null
}

function addressesAmid({ text, isOfPage }: Part): Part[] {
  return Array.from(text.matchAll(embedded), ([address]) => address)
    .flatMap((address) => [address, address.replace(behindAddress, '')])
    .map((address) => ({ text: address, isOfPage }))
}

/** Decoded once; malformed encodings stay as they are, but hide no other ones. */
function decode(text: string): string {
  const decoded = text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded.replace(/%[2-7][\da-f]/gi, decodeURIComponent)
    }
  })
  return clean(decoded)
}

function clean(text: string): string {
  return text.replace(ignored, '').trim()
}
