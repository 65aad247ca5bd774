const storageKey = 'page-corp'

/** DingTalk's placeholder stays as it is where nobody filled it in. */
function isId(value: string | null): value is string {
  return value !== null && value !== '' && !value.startsWith('$')
}

function fromAddress(): string | null {
  const search = new URLSearchParams(location.search)
  const usual = search.get('corpId')
  if (isId(usual)) return usual
  // To go through all is slow, and the client is asked only when this is known.
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
 * The organisation for which the page was opened, as DingTalk wrote it into the address
 * (`?corpId=$CORPID$`), or null. It chooses the organisation; it proves nothing about anybody. To be asked
 * for where the page starts: pages of the app do not repeat it in their addresses.
 */
export function pageCorp(): string | null {
  return fromAddress() ?? remembered()
}

/**
 * Keeps it for the pages to come, as addresses inside the app do not repeat it. To write it takes long
 * enough to keep the proxy's answer waiting, and nobody looks before the next page: it is done at
 * leisure, or on leaving.
 */
export function rememberPageCorp(corpId: string | null): void {
  if (corpId === null) return
  try {
    sessionStorage.setItem(storageKey, corpId)
  } catch {
    // Storage may be switched off; the address then has to carry it.
  }
}
