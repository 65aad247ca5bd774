import { LRUCache } from 'lru-cache'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import { adminsNamedIn, isAdminLevel } from '#proxy/session/is-admin.ts'
import type { CorpBook } from '#proxy/store/corps/corp-book.ts'

/** Who administers an organisation. Neither ever fails. */
export type CorpAdmins = {
  /** User ids of those that DingTalk names, and of those of the settings. */
  idsOf(corpId: string): Promise<string[]>
  /** Names of the first of them, as far as DingTalk tells them. */
  namesOf(corpId: string): Promise<string[]>
}

export type CorpAdminParts = {
  readAdmins: (corpId: string) => Promise<{ userId: string; sysLevel: number }[]>
  /** Empty where DingTalk does not tell it. */
  readName: (corpId: string, userId: string) => Promise<string>
  /** See `isNamed`. */
  adminUserIds: ReadonlySet<string>
  corps: Pick<CorpBook, 'find'>
  log: Pick<Logger, 'warn'>
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

/** To be asked; nobody needs more. */
const mostNames = 5

const namesMs = 10 * 60_000
const mostCorps = 10_000

export function createCorpAdmins(parts: CorpAdminParts): CorpAdmins {
  const { readAdmins, readName, adminUserIds, corps, log, now } = parts
  const asked = new LRUCache<string, { at: number; names: Promise<string[]> }>({ max: mostCorps })

  /** Where DingTalk cannot be asked, those that it told when the app was authorised. */
  async function toldOf(corpId: string): Promise<readonly string[]> {
    try {
      const admins = await readAdmins(corpId)
      return admins.flatMap(({ userId, sysLevel }) => (isAdminLevel(sysLevel) ? userId : []))
    } catch (err) {
      log.warn({ corpId, err }, 'DingTalk does not tell who administers')
      const known = await fromStore(corps.find(corpId)).catch(() => null)
      return known?.admins ?? []
    }
  }

  async function idsOf(corpId: string): Promise<string[]> {
    const told = await toldOf(corpId)
    return [...new Set([...told, ...adminsNamedIn(adminUserIds, corpId)])]
  }

  async function readNames(corpId: string): Promise<string[]> {
    const userIds = (await idsOf(corpId)).slice(0, mostNames)
    const names = await Promise.all(
      userIds.map((userId) => readName(corpId, userId).catch(() => '')),
    )
    return names.filter((name) => name !== '')
  }

  return {
    idsOf,
    namesOf(corpId) {
      const known = asked.get(corpId)
      if (known !== undefined && now() - known.at < namesMs) return known.names
      const names = readNames(corpId)
      asked.set(corpId, { at: now(), names })
      return names
    },
  }
}
