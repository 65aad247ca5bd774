import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { notify } from '#web/components/overlay/notify.ts'
import { useStore } from '#web/components/use-store.ts'
import { chooseLanguage, language } from '#web/i18n/language.ts'
import type { Language } from '#shared/rules/languages.ts'
import type { PageDevice } from '#web/i18n/device.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import { loadWords, words, wordsOf } from '#web/i18n/words.ts'
import { App } from './app.tsx'

const openedAt = Date.now()

type DeviceAppProps = {
  client: QueryClient
  /** When the proxy drew the page, by the device's clock; null if the device renders it itself. */
  drawnAt: number | null
  isWide: boolean
  /** Called after hydration. */
  onAlive: () => void
}

export function DeviceApp({ client, drawnAt, isWide, onAlive }: DeviceAppProps) {
  const spoken = useStore(language)
  const clock = useMemo(() => createClock(drawnAt), [drawnAt])
  const device = useMemo<PageDevice>(() => {
    const { now } = clock
    return {
      language: spoken,
      chooseLanguage: changeLanguage,
      zone: deviceZone,
      now,
      drawnAt,
      openedAt: drawnAt ?? openedAt,
      isWide,
    }
  }, [spoken, clock, drawnAt, isWide])
  useEffect(() => {
    clock.start()
    onAlive()
  }, [clock, onAlive])
  return <App device={device} client={client} path={location.pathname} />
}

/** Switches the language once its words are loaded. */
function changeLanguage(value: Language): void {
  loadWords(value).then(
    () => chooseLanguage(value),
    () => notify(wordsOf(words.page, language.get()).noNetwork, 'fail'),
  )
}

/** A clock that stands still at `drawnAt` until hydration, so that both renders match. */
function createClock(drawnAt: number | null) {
  let stoppedAt = drawnAt
  return {
    now: () => stoppedAt ?? Date.now(),
    start() {
      stoppedAt = null
    },
  }
}
