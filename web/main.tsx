import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from '#web/app/error-boundary.tsx'
import { takeFirstData } from '#web/app/first-data.ts'
import { Providers } from '#web/app/providers.tsx'
import { queryClient } from '#web/app/query-client.ts'
import { Router } from '#web/app/router.tsx'
import { SessionGate } from '#web/app/session-gate.tsx'
import '#web/app/styles.ts'
import { loadWords } from '#web/i18n/words.ts'

/** How long what stands there may stay for the sake of what the device kept, milliseconds. */
const patience = 300

/** Puts the app in the place of the static skeleton. */
export async function mountApp(root: HTMLElement): Promise<void> {
  const enough = new Promise((resolve) => setTimeout(resolve, patience))
  await Promise.all([loadWords(), Promise.race([takeFirstData(queryClient), enough])])
  document.getElementById('boot-failure')?.remove()
  root.hidden = false
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <Providers>
          <SessionGate>
            <Router />
          </SessionGate>
        </Providers>
      </ErrorBoundary>
    </StrictMode>,
  )
  atLeisure()
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
