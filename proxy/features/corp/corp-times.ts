import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { BackgroundSettings } from '#proxy/background-settings.ts'
import { isTimeZone } from '#shared/rules/time-zone.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpSettingsStore } from './corp-settings-store.ts'
import type { Events } from '#proxy/base/store/events.ts'
import { LocalTime } from '#proxy/base/local-time.ts'

export type MessageFrame = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  /** Time zone of messages. */
  timeZone: string
}

/** Each organisation's time zone; the server's for those that have set none. */
export type CorpTimes = {
  timeOf(corpId: string): Promise<LocalTime>
  /** Of messages to the organisation. */
  frameOf(corpId: string): Promise<MessageFrame>
  close(): void
}

export type CorpTimesDeps = {
  settings: Pick<CorpSettingsStore, 'timeZoneOf'>
  events: Pick<Events, 'subscribe'>
  config: Pick<BackgroundSettings, 'timeZone' | 'quietHours'> & { publicUrl: string }
  log: Pick<Logger, 'warn'>
}

const maxCorps = 10_000

export function createCorpTimes({ settings, events, config, log }: CorpTimesDeps): CorpTimes {
  const zones = boundedCache<string, string>(maxCorps)
  /** By zone. */
  const times = new Map<string, LocalTime>()
  /** How often settings have changed, as a reading may have begun before. */
  let changes = 0

  const stopHearing = events.subscribe((event) => {
    // After `corp-changed`, its data may have been deleted.
    const isOfCorp = event.type === 'settings-changed' || event.type === 'corp-changed'
    if (!isOfCorp && event.type !== 'gap') return
    changes += 1
    if (isOfCorp) zones.delete(event.corpId)
    else zones.clear()
  })

  async function zoneOf(corpId: string): Promise<string> {
    const known = zones.get(corpId)
    if (known !== undefined) return known
    const before = changes
    try {
      const set = await fromStore(settings.timeZoneOf(corpId))
      // A name that another version of Node knew.
      const zone = set !== null && isTimeZone(set) ? set : config.timeZone
      if (changes === before) zones.set(corpId, zone)
      return zone
    } catch (err) {
      log.warn({ corpId, err }, 'time zone of the organisation not read')
      return config.timeZone
    }
  }

  return {
    async timeOf(corpId) {
      const zone = await zoneOf(corpId)
      const time = times.get(zone) ?? new LocalTime(zone, config.quietHours)
      times.set(zone, time)
      return time
    },
    async frameOf(corpId) {
      return { publicUrl: config.publicUrl, timeZone: await zoneOf(corpId) }
    },
    close: stopHearing,
  }
}
