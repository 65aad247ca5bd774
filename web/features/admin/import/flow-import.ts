import type { QueryClient } from '@tanstack/react-query'
import { atom, type ReadableAtom } from 'nanostores'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import type { Session } from '#shared/schemas/session.ts'
import { importFlows } from '#web/api/queries/admin.ts'
import { keptForPerson, listenToSessionEnd } from '#web/api/session/person-values.ts'
import { planImport } from './import-parts.ts'

export type ImportState = {
  stage: 'none' | 'running' | 'over'
  taken: number
  notTaken: ImportAnswer['notTaken']
  /** Number of lines that were checked, and of all lines. */
  done: number
  all: number
  /** The import ends after the current part, which the proxy finishes in any case. */
  isStopped: boolean
  error: unknown
}

const nothing: ImportState = {
  stage: 'none',
  taken: 0,
  notTaken: [],
  done: 0,
  all: 0,
  isStopped: false,
  error: null,
}

/** A person's import. It continues while other pages of the app are shown. */
export type FlowImport = {
  state: ReadableAtom<ImportState>
  /** Does nothing while an import is running. */
  start: (file: File) => void
  stop: () => void
}

/** The import of this person, kept while the app is open. */
export const flowImportOf = keptForPerson(createFlowImport)

/** Imports a file in parts, so that it can show progress and be stopped. */
function createFlowImport(client: QueryClient, session: Session): FlowImport {
  const state = atom(nothing)
  const change = (part: Partial<ImportState>) => state.set({ ...state.get(), ...part })
  let controller = new AbortController()
  const leave = () => controller.abort()

  async function importFile(file: File, signal: AbortSignal): Promise<void> {
    // Chrome 69 has no `file.text()`.
    const { parts, repeated } = planImport(await new Response(file).text())
    const linesOf = (lines: readonly number[]) => lines.filter((line) => line > 0).length
    change({
      notTaken: repeated.map((row) => ({ ...row, reason: 'repeated' as const })),
      done: repeated.length,
      all: parts.reduce((sum, { lines }) => sum + linesOf(lines), repeated.length),
    })
    for (const { csv, lines } of parts) {
      if (state.get().isStopped) return
      // The proxy takes one import of a person at a time.
      const answer = await importFlows(client, csv, signal)
      const { taken, notTaken, done } = state.get()
      const refused = answer.notTaken.map((row) => ({ ...row, line: lines[row.line - 1] ?? 0 }))
      change({
        taken: taken + answer.taken,
        notTaken: [...notTaken, ...refused].sort((a, b) => a.line - b.line),
        done: done + linesOf(lines),
      })
    }
  }

  async function run(file: File): Promise<void> {
    controller = new AbortController()
    const { signal } = controller
    const stopListening = listenToSessionEnd(client, session, leave)
    state.set({ ...nothing, stage: 'running' })
    try {
      await importFile(file, signal)
    } catch (error) {
      change(signal.aborted ? { isStopped: true } : { error })
    }
    stopListening()
    change({ stage: 'over' })
    void client.invalidateQueries({ queryKey: ['audit'] })
  }

  return {
    state,
    start(file) {
      if (state.get().stage !== 'running') void run(file)
    },
    stop: () => change({ isStopped: true }),
  }
}
