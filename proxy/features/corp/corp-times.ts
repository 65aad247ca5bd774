import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { type MarkedDays, noMarkedDays } from '#shared/rules/calendar/working-days.ts'
import type { BackgroundSettings } from '#proxy/background-settings.ts'
import { defaultMessageLanguage, type MessageLanguage } from '#shared/rules/message-language.ts'
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
  language: MessageLanguage
}

/** Each organisation's time zone, language of messages and own days; the server's time zone for those that have set none. */
export type CorpTimes = {
  timeOf(corpId: string): Promise<LocalTime>
  /** Of messages to the organisation. */
  frameOf(corpId: string): Promise<MessageFrame>
  /** Days off and working days that its administrators have added to the calendar. */
  ownDaysOf(corpId: string): Promise<MarkedDays>
  close(): void
}

export type CorpTimesDeps = {
  settings: Pick<CorpSettingsStore, 'of'>
  events: Pick<Events, 'subscribe'>
  config: Pick<BackgroundSettings, 'timeZone' | 'quietHours'> & { publicUrl: string }
  log: Pick<Logger, 'warn'>
}

type Settings = Pick<MessageFrame, 'timeZone' | 'language'> & { ownDays: MarkedDays }

const maxCorps = 10_000

export function createCorpTimes({ settings, events, config, log }: CorpTimesDeps): CorpTimes {
  const kept = boundedCache<string, Settings>(maxCorps)
  /** By zone. */
  const times = new Map<string, LocalTime>()
  /** How often settings have changed, as a reading may have begun before. */
  let changes = 0

  const stopHearing = events.subscribe((event) => {
    // After `corp-changed`, its data may have been deleted.
    const isOfCorp = event.type === 'settings-changed' || event.type === 'corp-changed'
    if (!isOfCorp && event.type !== 'gap') return
    changes += 1
    if (isOfCorp) kept.delete(event.corpId)
    else kept.clear()
  })

  async function settingsOf(corpId: string): Promise<Settings> {
    const known = kept.get(corpId)
    if (known !== undefined) return known
    const before = changes
    try {
      const stored = await fromStore(settings.of(corpId))
      const { timeZone: set, messageLanguage: language, extraDays: ownDays } = stored
      // A name that another version of Node knew.
      const timeZone = set !== null && isTimeZone(set) ? set : config.timeZone
      const found = { timeZone, language, ownDays }
      if (changes === before) kept.set(corpId, found)
      return found
    } catch (err) {
      log.warn({ corpId, err }, 'settings of the organisation not read')
      return {
        timeZone: config.timeZone,
        language: defaultMessageLanguage,
        ownDays: noMarkedDays,
      }
    }
  }

  return {
    async timeOf(corpId) {
      const { timeZone: zone } = await settingsOf(corpId)
      const time = times.get(zone) ?? new LocalTime(zone, config.quietHours)
      times.set(zone, time)
      return time
    },
    async frameOf(corpId) {
      const { timeZone, language } = await settingsOf(corpId)
      return { publicUrl: config.publicUrl, timeZone, language }
    },
    ownDaysOf: async (corpId) => (await settingsOf(corpId)).ownDays,
    close: stopHearing,
  }
}
