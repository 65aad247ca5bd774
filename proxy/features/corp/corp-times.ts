import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
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

/** Each organisation's time zone and language of messages; the server's time zone for those that have set none. */
export type CorpTimes = {
  timeOf(corpId: string): Promise<LocalTime>
  /** Of messages to the organisation. */
  frameOf(corpId: string): Promise<MessageFrame>
  close(): void
}

export type CorpTimesDeps = {
  settings: Pick<CorpSettingsStore, 'of'>
  events: Pick<Events, 'subscribe'>
  config: Pick<BackgroundSettings, 'timeZone' | 'quietHours'> & { publicUrl: string }
  log: Pick<Logger, 'warn'>
}

type Frame = Pick<MessageFrame, 'timeZone' | 'language'>

const maxCorps = 10_000

export function createCorpTimes({ settings, events, config, log }: CorpTimesDeps): CorpTimes {
  const kept = boundedCache<string, Frame>(maxCorps)
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

  async function settingsOf(corpId: string): Promise<Frame> {
    const known = kept.get(corpId)
    if (known !== undefined) return known
    const before = changes
    try {
      const { timeZone: set, messageLanguage: language } = await fromStore(settings.of(corpId))
      // A name that another version of Node knew.
      const timeZone = set !== null && isTimeZone(set) ? set : config.timeZone
      const frame = { timeZone, language }
      if (changes === before) kept.set(corpId, frame)
      return frame
    } catch (err) {
      log.warn({ corpId, err }, 'settings of the organisation not read')
      return { timeZone: config.timeZone, language: defaultMessageLanguage }
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
      return { publicUrl: config.publicUrl, ...(await settingsOf(corpId)) }
    },
    close: stopHearing,
  }
}
