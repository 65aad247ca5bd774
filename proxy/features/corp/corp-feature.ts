import { randomUUID } from 'node:crypto'
import type { Common } from '#proxy/common.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { readAdmins, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { createTroubleCheck } from './admin-troubles.ts'
import { Authorisations } from './authorisations.ts'
import { createCorpAdmins } from './corp-admins.ts'
import { createCorpChecks } from './corp-checks.ts'
import { createCorpNames } from './corp-names.ts'
import { createCorpReadings } from './corp-readings.ts'
import { createCorpRegister } from './corp-register.ts'
import { createCorpStandings, type CorpStandings } from './corp-standings.ts'
import { createCorpTimes } from './corp-times.ts'
import { createCorpUpdater } from './corp-updater.ts'
import { createMarginWatch } from './margin-watch.ts'
import { createMargins } from './margins.ts'

/**
 * How long after an organisation is active again its blocked messages are retried, in milliseconds:
 * by then all instances know of it.
 */
const untilHeardMs = 2000

export type CorpFeature = ReturnType<typeof createCorpFeature>

/** The state of corps; events do not affect the only corp of an internal app. */
export function createStandings({
  config,
  store,
  log,
  monotonic,
}: Omit<Common, 'upstream'>): CorpStandings {
  const isForMany = config.appKind === 'third-party'
  return createCorpStandings({
    book: isForMany ? store.corps : null,
    events: isForMany ? store.events : null,
    log,
    monotonic,
  })
}

/** What is known of organisations, and keeping it up to date. */
export function createCorpFeature(common: Common, standings: CorpStandings) {
  const { config, store, upstream, log, now, monotonic } = common
  const { agentIds, client, esign } = upstream
  const { corps, corpSettings, eventWatch, events, registry } = store
  const isForMany = config.appKind === 'third-party'
  const updateCorp = createCorpUpdater({
    book: corps,
    events,
    standings,
    expireToken: upstream.expireToken,
    onOpened: (corpId) =>
      fromStore(store.outbox.retryHeldUp(corpId, 'app-closed', now() + untilHeardMs)).catch(
        (err: unknown) =>
          log.warn({ corpId, err }, 'blocked messages of the organisation not retried'),
      ),
    now,
  })
  const register = createCorpRegister({
    book: corps,
    updateCorp,
    standings,
    authInfoOf: isForMany ? (corpId) => agentIds.authInfoOf(corpId) : null,
    marketOrder: (orderId) => agentIds.marketOrder(orderId),
    log,
    now,
    monotonic,
  })
  const margins = createMargins({ esign, journal: registry.margins, corps, log, now })
  const readings = createCorpReadings({ esign, margins, corps, log, now })
  const marginWatch = createMarginWatch({ readings, journal: registry.margins, log, now })
  const checks = createCorpChecks({
    watch: eventWatch,
    look: (corpId) => register.look(corpId),
    instance: randomUUID(),
    log,
    now,
  })
  const times = createCorpTimes({ settings: corpSettings, events, config, log })
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
  const subscription = { standings, now }
  return {
    standings,
    subscription,
    register,
    updateCorp,
    margins,
    readings,
    checks,
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
    authorisations: new Authorisations({ book: registry.authorisations, log, now }),
    isTrouble: createTroubleCheck({ esign, margins, subscription }),
    /** To be called with organisations that have just authorised the app. */
    noteAuthorised: (corpId: string) => void readings.readInTurn(corpId),
    /** Starts reading margins once a day. */
    watchMargins: () => marginWatch.start(),
    async close() {
      stopHearing()
      readings.close()
      marginWatch.close()
      standings.close()
      times.close()
      await checks.close()
    },
  }
}
