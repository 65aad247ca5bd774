import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { adminsNamedIn, isAdminLevel } from './admin-names.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type CorpAdmins = {
  /**
   * User ids of administrators, from DingTalk and from the settings.
   * @throws ProblemError if DingTalk did not answer and none are known
   */
  idsOf(corpId: string): Promise<string[]>
  /** The first few, with their names as far as DingTalk returns them; never rejects. */
  namedOf(corpId: string): Promise<readonly NamedAdmin[]>
  /** Names of the first few, as far as DingTalk returns them; never rejects. */
  namesOf(corpId: string): Promise<string[]>
}

type NamedAdmin = { userId: string; name: string | null }

export type CorpAdminDeps = {
  readAdmins: (corpId: string) => Promise<{ userId: string; sysLevel: number }[]>
  /** Empty if DingTalk returns no name. */
  readName: (corpId: string, userId: string) => Promise<string>
  /** See `isNamed`. */
  adminUserIds: ReadonlySet<string>
  corps: Pick<CorpStore, 'find'>
  log: Pick<Logger, 'warn'>
  now: MonotonicClock
}

/** People to name. */
const maxNames = 5

const namesMs = 10 * 60_000

/** Retry interval after a failure, milliseconds. */
const retryMs = 30_000
const maxCorps = 10_000

export function createCorpAdmins(deps: CorpAdminDeps): CorpAdmins {
  const { readAdmins, readName, adminUserIds, corps, log, now } = deps
  const asked = boundedCache<string, { at: number; named: Promise<NamedAdmin[]> }>(maxCorps)

  async function idsOf(corpId: string): Promise<string[]> {
    const named = adminsNamedIn(adminUserIds, corpId)
    try {
      const listed = await readAdmins(corpId)
      const admins = listed.filter(({ sysLevel }) => isAdminLevel(sysLevel))
      return [...new Set([...admins.map(({ userId }) => userId), ...named])]
    } catch (err) {
      // Falls back to those in DingTalk's authorisation event.
      const known = await fromStore(corps.find(corpId)).catch(() => null)
      const ids = [...new Set([...(known?.admins ?? []), ...named])]
      if (ids.length === 0) throw err
      log.warn({ corpId, err }, 'administrators not read from DingTalk')
      return ids
    }
  }

  async function readNamed(corpId: string): Promise<NamedAdmin[]> {
    const userIds = (await idsOf(corpId)).slice(0, maxNames)
    return Promise.all(
      userIds.map(async (userId) => {
        const name = await readName(corpId, userId).catch(() => '')
        return { userId, name: name === '' ? null : name }
      }),
    )
  }

  function namedOf(corpId: string): Promise<readonly NamedAdmin[]> {
    const known = asked.get(corpId)
    if (known !== undefined && now() - known.at < namesMs) return known.named
    const named = readNamed(corpId).catch((err: unknown) => {
      log.warn({ corpId, err }, 'names of administrators not read')
      asked.set(corpId, { at: now() - namesMs + retryMs, named })
      return []
    })
    asked.set(corpId, { at: now(), named })
    return named
  }

  return {
    idsOf,
    namedOf,
    async namesOf(corpId) {
      return (await namedOf(corpId)).flatMap(({ name }) => name ?? [])
    },
  }
}
