import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

/** The share of pages that report. */
const share = 0.25

/**
 * Decides whether this page reports; a page under test never does. One without a heading after
 * eight seconds reports itself from here, as the app and `field-data.ts` may never come.
 */
export function watchWhiteScreen(): void {
  if (navigator.webdriver || Math.random() >= share) return
  performance.mark('sampled')
  setTimeout(() => {
    if (document.querySelector('h1') !== null) return
    performance.mark('white')
    navigator.sendBeacon(
      '/api/vitals',
      JSON.stringify({
        client: dingTalkPlatform ?? 'browser',
        release: document.querySelector<HTMLMetaElement>('meta[name=release]')?.content,
        isNew: true,
        isWhite: true,
      }),
    )
  }, 8000)
}
