import { createCorpAdmins, type CorpAdmins } from '#proxy/corp/corp-admins.ts'
import { readAdmins, readName } from '#proxy/dingtalk/user-info.ts'
import type { CommonParts } from './common-parts.ts'

/** Builds what finds out who administers organisations. */
export function composeCorpAdmins({
  config,
  client,
  store,
  log,
  monotonic,
}: CommonParts): CorpAdmins {
  return createCorpAdmins({
    readAdmins: (corpId) => readAdmins(client, corpId),
    readName: (corpId, userId) => readName(client, corpId, userId),
    adminUserIds: config.adminUserIds,
    corps: store.corps,
    log,
    now: monotonic,
  })
}
