const storageKey = 'page-corp'

function fromAddress(): string | null {
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.toLowerCase() === 'corpid' && value !== '' && !value.startsWith('$')) return value
  return null
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function remember(corpId: string): void {
  try {
    // Addresses inside the app do not repeat it.
    sessionStorage.setItem(storageKey, corpId)
  } catch {
    // Storage may be switched off; the address then has to carry it.
  }
}

function resolvePageCorp(): string | null {
  const corpId = fromAddress()
  if (corpId === null) return remembered()
  // Slow enough to keep the first call waiting; nobody looks before the next page.
  setTimeout(() => remember(corpId), 300)
  return corpId
}

/**
 * The organisation for which the page was opened, as DingTalk wrote it into the address
 * (`?corpId=$CORPID$`), or null. It chooses the organisation; it proves nothing about anybody.
 */
export const pageCorp: string | null = resolvePageCorp()
