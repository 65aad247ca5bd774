import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from './app/error-boundary.tsx'
import { Providers } from './app/providers.tsx'
import { Router } from './app/router.tsx'
import { SessionGate } from './app/session-gate.tsx'
import './app/styles.ts'
import { loadWords } from './i18n/words.ts'

/** Puts the app in the place of the static skeleton. */
export async function mountApp(root: HTMLElement): Promise<void> {
  await loadWords()
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
}
