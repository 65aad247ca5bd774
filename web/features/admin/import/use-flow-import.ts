import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { importFlows } from '#web/api/queries/admin.ts'
import { planImport } from './import-parts.ts'

/** How far an import is. */
export interface ImportState {
  taken: number
  notTaken: ImportAnswer['notTaken']
  /** Lines that were checked, and all of them. */
  done: number
  all: number
  isStopped: boolean
}

const nothing: ImportState = { taken: 0, notTaken: [], done: 0, all: 0, isStopped: false }

/** Imports a file part by part, so that there is progress to show and a way to stop. */
export function useFlowImport() {
  const client = useQueryClient()
  const [state, setState] = useState(nothing)
  const stopping = useRef<AbortController | null>(null)
  const { mutate, isPending, error, isIdle } = useMutation({
    async mutationFn(file: File) {
      const controller = new AbortController()
      stopping.current = controller
      setState(nothing)
      // Chrome 69 has no `file.text()`.
      const { parts, repeated } = planImport(await new Response(file).text())
      const linesOf = (lines: readonly number[]) => lines.filter((line) => line > 0).length
      let now: ImportState = {
        ...nothing,
        notTaken: repeated.map((row) => ({ ...row, reason: 'repeated' as const })),
        done: repeated.length,
        all: parts.reduce((sum, { lines }) => sum + linesOf(lines), repeated.length),
      }
      setState(now)
      for (const { csv, lines } of parts) {
        // oxlint-disable-next-line no-await-in-loop -- the proxy takes one import of a person at a time
        const answer = await importFlows(client, csv, controller.signal).catch((cause: unknown) => {
          if (!controller.signal.aborted) throw cause
          return null
        })
        if (answer === null) {
          setState({ ...now, isStopped: true })
          break
        }
        const refused = answer.notTaken.map((row) => ({ ...row, line: lines[row.line - 1] ?? 0 }))
        now = {
          ...now,
          taken: now.taken + answer.taken,
          notTaken: [...now.notTaken, ...refused].sort((a, b) => a.line - b.line),
          done: now.done + linesOf(lines),
        }
        setState(now)
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  })
  return { start: mutate, stop: () => stopping.current?.abort(), state, isPending, error, isIdle }
}
