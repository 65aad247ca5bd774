import type { Flow } from '#shared/rules/flow.ts'
import { readStored, writeStored } from './stored.ts'

// Status and title of cached flows, which are painted first. They are in localStorage, which is
// synchronous but small; the flows themselves are in IndexedDB (cache-store.ts).

/** The first line of a flow's banner. */
export type Banner = Pick<Flow, 'status' | 'title'>

type CachedBanners = {
  owner: string
  /** By task id, the most recently read last. */
  banners: [string, Banner][]
}

const storageKey = 'kept-banners'

/** Same as the number of cached views. */
const maxBanners = 30

/** The owner's banners. Stored JSON may have another shape. */
function read(owner: string): CachedBanners['banners'] {
  try {
    const cached: CachedBanners | null = JSON.parse(readStored(storageKey) ?? 'null')
    return cached?.owner === owner ? cached.banners : []
  } catch {
    return []
  }
}

/** Without storage the banner is painted once the flow is read. */
function write(owner: string, banners: CachedBanners['banners']): void {
  writeStored(storageKey, JSON.stringify({ owner, banners } satisfies CachedBanners))
}

/** The banner of a flow as its owner last saw it on this device, or null. */
export function cachedBanner(owner: string, taskId: string): Banner | null {
  return read(owner).find(([id]) => id === taskId)?.[1] ?? null
}

/** Caches a banner and deletes those of other owners. */
export function cacheBanner(owner: string, taskId: string, { status, title }: Banner): void {
  const others = read(owner).filter(([id]) => id !== taskId)
  write(owner, [...others, [taskId, { status, title }] as [string, Banner]].slice(-maxBanners))
}

/** Deletes a flow's banner. */
export function forgetBanner(owner: string, taskId: string): void {
  write(
    owner,
    read(owner).filter(([id]) => id !== taskId),
  )
}

/** Deletes all banners except the owner's; with null, all of them. */
export function forgetOtherBanners(owner: string | null): void {
  const own = owner === null ? [] : read(owner)
  if (own.length === 0) writeStored(storageKey, null)
}
