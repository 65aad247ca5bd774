/** Texts that are looked at in one address; more than any page of e签宝 needs. */
const mostTexts = 500

/** What browsers leave out of an address wherever it stands. */
const ignored = /[\t\r\n]/g

/** Where an address begins that is not all of a text; it ends at a blank or with its parameter. */
const embedded = /(?:https?:|[a-z][a-z\d+.-]*:[\\/]{2}|(?<=["'=\s])[\\/]{2})[^\s&]*/gi

/** What ends an address in JSON and other texts. */
const behindAddress = /["'`<>{}|^[\]].*/s

/** An address that takes over the scheme of whatever opens it; browsers do not count the slashes. */
const schemeless = /^[\\/]{2,}/

/** What counts as an address among the parameters of a page, which also has values like `a:b`. */
const pageValue = /^(?:[a-z][a-z\d+.-]*:[\\/]{2}|https?:|javascript:|data:|[\\/]{2})/i

/** A parameter of a `dingtalk:` link whose value is opened: `url`, `redirect_url`, `pcLink`. */
const targetName = /(?:url|link)$/i

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

/** Whether a `dingtalk:` link is told to open something that is no whole address, like `a.cn/b`. */
export function opensNoAddress(link: URL): boolean {
  return parametersOf(link).some(
    ([name, value]) => targetName.test(name) && value !== '' && !isAddressOnceDecoded(clean(value)),
  )
}

function isAddressOnceDecoded(text: string): boolean {
  if (addressOf({ text, isOfPage: false }) !== null) return true
  const decoded = decode(text)
  return decoded !== text && isAddressOnceDecoded(decoded)
}

/** What an address has beside its scheme and host, each part as it would be read by itself. */
function partsOf(url: URL): Part[] {
  // Two slashes stay: a server that redirects to its own path would lead to another host.
  const path = url.pathname.replace(/^\/(?![\\/])/, '')
  const isOfPage = url.protocol !== 'dingtalk:'
  return [path, url.hash.slice(1), ...parametersOf(url).flat()].map((text) => ({
    text: clean(text),
    isOfPage,
  }))
}

function parametersOf({ searchParams, hash }: URL): [name: string, value: string][] {
  return [...searchParams, ...new URLSearchParams(hash.slice(1))]
}

/** The address that a text is from its first character on; null for other texts. */
function addressOf({ text, isOfPage }: Part): URL | null {
  if (isOfPage && !pageValue.test(text)) return null
  const address = text.replace(schemeless, 'https://')
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return isOfPage && schemeless.test(text) && isBareName(url) ? null : url
}

/**
 * `//a8B+…` in a page's address is base64 more likely than a host: e签宝's addresses have long
 * values of it, and a name without a dot is no host of the internet.
 */
function isBareName({ hostname }: URL): boolean {
  return !/[.:]/.test(hostname) && hostname !== 'localhost'
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

/** Browsers also leave out blanks and control characters before an address. */
function clean(text: string): string {
  return text
    .replace(ignored, '')
    .replace(/^[^!-\uffff]+/, '')
    .trim()
}
