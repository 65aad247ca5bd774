import type { Flow } from '#shared/schemas/flow/flow.ts'

// Of each flow that this device keeps, what is painted before anything else: the one storage that
// answers without being waited for has little room, so the rest is elsewhere (see cache-store.ts).

/** What a flow's banner says first. */
export type Banner = Pick<Flow, 'status' | 'title'>

interface KeptBanners {
  owner: string
  /** By task id, the one read last at the end. */
  banners: [string, Banner][]
}

const storageKey = 'kept-banners'

/** As many as views are kept of. */
const most = 30

/** Banners of the owner. Storage may be switched off, or hold what somebody else put there. */
function read(owner: string): KeptBanners['banners'] {
  try {
    const kept: KeptBanners | null = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return kept?.owner === owner ? kept.banners : []
  } catch {
    return []
  }
}

function write(owner: string, banners: KeptBanners['banners']): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ owner, banners } satisfies KeptBanners))
  } catch {
    // The flow is then painted once it is read.
  }
}

/** The banner of a flow as its owner last saw it on this device; null for none. */
export function cachedBanner(owner: string, taskId: string): Banner | null {
  return read(owner).find(([id]) => id === taskId)?.[1] ?? null
}

/** Keeps a banner, in the place of whatever anybody else left on the device. */
export function cacheBanner(owner: string, taskId: string, { status, title }: Banner): void {
  const others = read(owner).filter(([id]) => id !== taskId)
  write(owner, [...others, [taskId, { status, title }] as [string, Banner]].slice(-most))
}

/** Lets go of a flow's banner. */
export function forgetBanner(owner: string, taskId: string): void {
  write(
    owner,
    read(owner).filter(([id]) => id !== taskId),
  )
}

/** Lets go of all that is not the owner's; of everything where there is none. */
export function forgetBannersBut(owner: string | null): void {
  const own = owner === null ? [] : read(owner)
  if (owner !== null && own.length > 0) return
  try {
    localStorage.removeItem(storageKey)
  } catch {
    // There is nothing, then.
  }
}
