const storageKey = 'page-corp'

/** DingTalk leaves its placeholder if it does not know the organisation. */
function isId(value: string | null): value is string {
  return value !== null && value !== '' && !value.startsWith('$')
}

function fromAddress(): string | null {
  const search = new URLSearchParams(location.search)
  const usual = search.get('corpId')
  if (isId(usual)) return usual
  // Faster than `URLSearchParams`, and the client cannot be asked before this is known.
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
 * The organisation in the URL (`?corpId=$CORPID$`), or null. It selects the organisation and proves
 * nothing. Call it at startup: the app's own URLs do not repeat it.
 */
export function pageCorp(): string | null {
  return fromAddress() ?? remembered()
}

/**
 * Remembers the organisation for later pages, whose URLs do not repeat it. Called when idle or on
 * leaving, because writing to storage would delay the first answer.
 */
export function rememberPageCorp(corpId: string | null): void {
  if (corpId === null) return
  try {
    sessionStorage.setItem(storageKey, corpId)
  } catch {
    // Without storage, every URL has to carry it.
  }
}
