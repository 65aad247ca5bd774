import type { Common } from '#proxy/common.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { readAdmins, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { createTroubleCheck } from './admin-troubles.ts'
import { createAuthorisationStore } from './authorisation-store.ts'
import { Authorisations } from './authorisations.ts'
import { createCorpAdmins } from './corp-admins.ts'
import { createCorpAdmission } from './corp-admission.ts'
import { createCorpInDingTalk } from './corp-in-dingtalk.ts'
import { createCorpInEsign } from './corp-in-esign.ts'
import { createCorpNames } from './corp-names.ts'
import { createCorpSettingsStore } from './corp-settings-store.ts'
import { createCorpStates, type CorpStates } from './corp-states.ts'
import { createCorpTimes } from './corp-times.ts'
import { createCorpUpdater } from './corp-updater.ts'
import { createCorpWork, createDailyReading } from './corp-work.ts'
import { createMargins } from './margins.ts'

/**
 * How long after an organisation is active again its blocked messages are retried, in milliseconds:
 * by then all instances know of it.
 */
const untilNotifiedMs = 2000

export type CorpFeature = ReturnType<typeof createCorpFeature>

/** The state of corps; events do not affect the only corp of an internal app. */
export function cacheCorpStates({
  config,
  store,
  log,
  monotonic,
}: Omit<Common, 'upstream'>): CorpStates {
  const isForMany = config.appKind === 'third-party'
  return createCorpStates({
    book: isForMany ? store.corps : null,
    events: isForMany ? store.events : null,
    log,
    monotonic,
  })
}

/** What is known of organisations, and keeping it up to date. */
export function createCorpFeature(common: Common, corpStates: CorpStates) {
  const { config, store, upstream, log, now, monotonic } = common
  const { agentIds, client, esign } = upstream
  const { corps, database, events, registry } = store
  const settings = createCorpSettingsStore(database)
  const isForMany = config.appKind === 'third-party'
  const updateCorp = createCorpUpdater({
    book: corps,
    events,
    corpStates,
    expireToken: upstream.expireToken,
    onOpened: (corpId) =>
      fromStore(store.outbox.retryHeldUp(corpId, 'app-closed', now() + untilNotifiedMs)).catch(
        (err: unknown) =>
          log.warn({ corpId, err }, 'blocked messages of the organisation not retried'),
      ),
    now,
  })
  const inDingTalk = createCorpInDingTalk({
    book: corps,
    updateCorp,
    authInfoOf: isForMany ? (corpId) => agentIds.authInfoOf(corpId) : null,
    marketOrder: (orderId) => agentIds.marketOrder(orderId),
    now,
  })
  const margins = createMargins({ esign, journal: registry.margins, corps, log, now })
  const inEsign = createCorpInEsign({ esign, margins, corps, log, now })
  const times = createCorpTimes({ settings, events, config, log })
  const names = createCorpNames({
    // DingTalk gives it to third-party apps; e签宝 has it for verified organisations.
    ask: async (corpId) => {
      const dingtalkName = await agentIds.corpNameOf(corpId)
      if (dingtalkName !== null) return dingtalkName
      const { name } = await esign.getCorpRealName(corpId)
      if (name !== null)
        corps.noteEsign(corpId, { name }).catch((err: unknown) => {
          log.warn({ corpId, err }, 'name of an organisation not stored')
        })
      return name
    },
    log,
    now: monotonic,
  })
  const stopHearing = events.subscribe((event) => {
    if (event.type === 'corp-changed') names.lookUpAgain(event.corpId)
    if (event.type === 'sandbox-changed') names.lookUpAgain(null)
  })
  const subscription = { corpStates, now }
  return {
    corpStates,
    subscription,
    admission: createCorpAdmission({
      book: corps,
      jobs: store.jobs,
      corpStates,
      inDingTalk,
      log,
      now,
      monotonic,
    }),
    inDingTalk,
    inEsign,
    updateCorp,
    margins,
    settings,
    times,
    names,
    admins: createCorpAdmins({
      readAdmins: (corpId) => readAdmins(client, corpId),
      readName: (corpId, userId) => readName(client, corpId, userId),
      adminUserIds: config.adminUserIds,
      corps,
      log,
      now: monotonic,
    }),
    authorisations: new Authorisations({ book: createAuthorisationStore(database), log, now }),
    isTrouble: createTroubleCheck({ esign, margins, subscription }),
    jobs: {
      ...createCorpWork({ inDingTalk, inEsign }),
      ...(config.dingtalk === null ? {} : createDailyReading(store.corpJobs)),
    },
    close() {
      stopHearing()
      corpStates.close()
      times.close()
    },
  }
}
