import type { Config } from '#proxy/config.ts'
import { createCorpAdmins, type CorpAdmins } from '#proxy/corp/corp-admins.ts'
import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { readAdmins, readName } from '#proxy/dingtalk/user-info.ts'
import type { Logger } from '#proxy/log.ts'
import type { Store } from '#proxy/store/store.ts'

type CorpAdminSurroundings = {
  config: Config
  client: DingTalkClient
  store: Store
  log: Logger
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what finds out who administers organisations. */
export function composeCorpAdmins(surroundings: CorpAdminSurroundings): CorpAdmins {
  const { config, client, store, log, monotonic } = surroundings
  return createCorpAdmins({
    readAdmins: (corpId) => readAdmins(client, corpId),
    readName: (corpId, userId) => readName(client, corpId, userId),
    adminUserIds: config.adminUserIds,
    corps: store.corps,
    log,
    now: monotonic,
  })
}
