/** Texts checked in one address; more than any page of e签宝 needs. */
const maxTexts = 500

/** Characters of all these texts together, or of all stages of decoding. */
const maxCharacters = 500_000

/** Characters that browsers ignore anywhere in an address. */
const ignored = /[\t\r\n]/g

/** Pieces of a text, in each of which one address may begin, which takes the rest of it. */
const pieces = /[^\s&]+/g

/** How an address inside a text begins: http also without slashes, any other scheme with them. */
const httpStart = /https?:/i
const schemeEnd = /:[\\/]{2}/g
const slashes = /(?<=["'=\s([{<,;|>])[\\/]{2}/g
const schemeLetters = /[a-z\d+.-]/i

/** Characters that end an address in JSON and other texts. */
const behindAddress = /["'`<>{}|^[\]].*/s

/** An address that inherits the scheme of the page; browsers accept any number of slashes. */
const schemeless = /^[\\/]{2,}/

/** What counts as an address among a page's parameters, which also have values like `a:b`. */
const pageValue = /^(?:[a-z][a-z\d+.-]*:[\\/]{2}|https?:|javascript:|data:|[\\/]{2})/i

/**
 * A parameter of a `dingtalk:` link whose value DingTalk opens: `url`, `redirect_url`, `pcLink`.
 */
const targetName = /(?:url|link)$/i

/** `isOfPage`: found in the address of a page, not directly in a `dingtalk:` link. */
type Part = { text: string; isOfPage: boolean }

/**
 * Every address in a `dingtalk:` link: in path, parameters or fragment, nested, and encoded any
 * number of times. How often DingTalk decodes is unknown, so each stage of decoding is checked.
 * @returns null if the link contains too much to check
 */
export function addressesIn(link: URL): URL[] | null {
  const found: URL[] = []
  const seen = new Set<string>()
  const waiting = partsOf(link)
  let characters = 0
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const key = JSON.stringify(part)
    if (seen.has(key)) continue
    characters += part.text.length
    if (seen.size >= maxTexts || characters > maxCharacters) return null
    seen.add(key)
    const url = addressOf(part)
    if (url !== null) found.push(url)
    // Parts are decoded separately, as decoding would hide where each ends.
    const more =
      url === null ? [...addressesAmid(part), { ...part, text: decode(part.text) }] : partsOf(url)
    // Far more than a call can have as its arguments.
    for (const each of more) waiting.push(each)
  }
  return found
}

/** Whether a `dingtalk:` link opens something that is no complete address, like `a.cn/b`. */
export function hasInvalidTarget(link: URL): boolean {
  return parametersOf(link).some(
    ([name, value]) => targetName.test(name) && value !== '' && !isAddressOnceDecoded(clean(value)),
  )
}

function isAddressOnceDecoded(value: string): boolean {
  let text = value
  for (let read = 0; read <= maxCharacters; read += text.length) {
    if (addressOf({ text, isOfPage: false }) !== null) return true
    const decoded = decode(text)
    if (decoded === text) return false
    text = decoded
  }
  return false
}

/** The parts of an address beside its scheme and host, each cleaned. */
function partsOf(url: URL): Part[] {
  // Two slashes stay: a server that redirects to its own path would redirect to another host.
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

/** The address that starts at a text's first character; null if there is none. */
function addressOf({ text, isOfPage }: Part): URL | null {
  if (isOfPage && !pageValue.test(text)) return null
  const address = text.replace(schemeless, 'https://')
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return isOfPage && schemeless.test(text) && isBareName(url) ? null : url
}

/**
 * `//a8B+…` in a page's address is more likely base64 than a host: e签宝's addresses have long base64
 * values, and a name without a dot is no public host.
 */
function isBareName({ hostname }: URL): boolean {
  return !/[.:]/.test(hostname) && hostname !== 'localhost'
}

function addressesAmid({ text, isOfPage }: Part): Part[] {
  return Array.from(text.matchAll(pieces), ({ 0: piece, index }) => {
    const start = addressStart(piece, text.charAt(index - 1))
    return start === null ? null : piece.slice(start)
  })
    .flatMap((address) => (address === null ? [] : [address, address.replace(behindAddress, '')]))
    .map((address) => ({ text: address, isOfPage }))
}

/**
 * Where the first address in a piece begins; null if there is none.
 * @param before the character before the piece; empty at the start of the text
 */
function addressStart(piece: string, before: string): number | null {
  const starts = [
    piece.search(httpStart),
    schemeStart(piece),
    `${before}${piece}`.search(slashes) - before.length,
  ].filter((start) => start >= 0)
  return starts.length === 0 ? null : Math.min(...starts)
}

/** Where the first scheme that is followed by two slashes begins; -1 if there is none. */
function schemeStart(piece: string): number {
  for (const { index: end } of piece.matchAll(schemeEnd)) {
    let start = end
    // Back over the scheme; the ones before end at their own colons.
    while (start > 0 && schemeLetters.test(piece.charAt(start - 1))) start -= 1
    const letter = piece.slice(start, end).search(/[a-z]/i)
    if (letter >= 0) return start + letter
  }
  return -1
}

/** Decodes once; malformed escapes stay unchanged without affecting others. */
function decode(text: string): string {
  const decoded = text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded.replace(/%[2-7][\da-f]/gi, decodeURIComponent)
    }
  })
  // Escapes of JSON and of scripts.
  const plain = decoded.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2}))/gi, (_, long, short) =>
    String.fromCharCode(Number.parseInt(long ?? short, 16)),
  )
  return clean(plain)
}

/** Browsers also ignore blanks and control characters before an address. */
function clean(text: string): string {
  return text
    .replace(ignored, '')
    .replace(/^[^!-\uffff]+/, '')
    .trim()
}
