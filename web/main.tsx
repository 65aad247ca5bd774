import { createRoot } from 'react-dom/client'
import { DeviceApp } from '#web/app/device-app.tsx'
import { takeFirstData } from '#web/app/first-data.ts'
import { queryClient } from '#web/app/query-client.ts'
import '#web/app/styles.ts'
import { language } from '#web/i18n/language.ts'
import { loadWords } from '#web/i18n/words.ts'
// What knows the client is no part of what draws the page, and imported when it is needed; it comes with
// this file all the same.
import '#web/api/session/sign-in.ts'
import '#web/dingtalk/page-title.ts'

/** How long what stands there may stay for the sake of what the device kept, milliseconds. */
const patience = 300

/** Puts the app in the place of the static skeleton. */
export async function mountApp(root: HTMLElement): Promise<void> {
  const enough = new Promise((resolve) => setTimeout(resolve, patience))
  const words = loadWords(language.get())
  await Promise.all([words, Promise.race([takeFirstData(queryClient), enough])])
  document.getElementById('boot-failure')?.remove()
  root.hidden = false
  const isWide = matchMedia('(min-width: 768px)').matches
  createRoot(root).render(<DeviceApp drawnAt={null} isWide={isWide} onAlive={atLeisure} />)
}

/** Has done what nobody waits for, once the page is loaded. */
function atLeisure(): void {
  const begin = () => {
    // Without it everything else works as it does.
    import('#web/boot/at-leisure.ts').catch(() => {})
  }
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}
