const storageKey = 'page-corp'

/** DingTalk leaves its placeholder where it does not know the organisation. */
function isId(value: string | null): value is string {
  return value !== null && value !== '' && !value.startsWith('$')
}

function fromAddress(): string | null {
  const search = new URLSearchParams(location.search)
  const usual = search.get('corpId')
  if (isId(usual)) return usual
  // `URLSearchParams` would be slower, and the client is asked only after this.
  return (
    [...search].find(([name, value]) => name.toLowerCase() === 'corpid' && isId(value))?.[1] ?? null
  )
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/**
 * The organisation in the address (`?corpId=$CORPID$`), or null. It chooses the organisation and
 * proves nothing. Call it at the start: the app's own addresses do not repeat it.
 */
export function pageCorp(): string | null {
  return fromAddress() ?? remembered()
}

/**
 * Keeps the organisation for later pages, whose addresses do not repeat it. Called when idle or on
 * leaving, since writing to storage would delay the first answer.
 */
export function rememberPageCorp(corpId: string | null): void {
  if (corpId === null) return
  try {
    sessionStorage.setItem(storageKey, corpId)
  } catch {
    // Without storage, every address has to carry it.
  }
}
