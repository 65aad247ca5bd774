import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useStore } from '#web/components/use-store.ts'
import { wordChanges, WordChanges } from '#web/i18n/words.ts'
import { queryClient } from './query-client.ts'

export function Providers({ children }: { children: ReactNode }) {
  return (
    <WordChanges.Provider value={useStore(wordChanges)}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </WordChanges.Provider>
  )
}
