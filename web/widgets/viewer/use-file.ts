import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { EngineTooOld, isKnownToFail } from './engine.ts'
import { startEngine } from './open-pdf.ts'
import { type FileSource, kindOf, readStart } from './viewed-file.ts'

/** What is shown of a file. */
export type FileState =
  | { name: 'loading'; share: number }
  | { name: 'pdf'; document: PDFDocumentProxy }
  | { name: 'picture'; address: string }
  /** It opens outside the app: `kind` because of what it is, `engine` because of this device. */
  | { name: 'outside'; because: 'kind' | 'engine' }
  | { name: 'failed'; error: unknown }

/** Reads a file while it is mounted. */
export function useFile(source: FileSource): FileState {
  const client = useQueryClient()
  const [state, setState] = useState<FileState>({ name: 'loading', share: 0 })
  useEffect(() => read(client, source, setState), [client, source])
  return state
}

/** @returns ends reading */
function read(
  client: QueryClient,
  source: FileSource,
  onState: (state: FileState) => void,
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const isHopeless = isKnownToFail()
  // Started before it is known whether it is a PDF, which most files are.
  const engine = isHopeless ? null : startEngine()
  const report = (state: FileState) => {
    if (!signal.aborted) onState(state)
  }
  const fail = (error: unknown) => report(failedState(error))
  const open = async () => {
    const start = await readStart(client, source, signal, (share) =>
      report({ name: 'loading', share }),
    )
    const kind = kindOf(start.bytes)
    if (kind === 'picture') {
      report({ name: 'picture', address: await pictureAddress(source) })
    } else if (kind === 'other') {
      report({ name: 'outside', because: 'kind' })
    } else if (engine === null) {
      report({ name: 'outside', because: 'engine' })
    } else {
      const { document, broken } = await engine.open(client, source, start)
      report({ name: 'pdf', document })
      broken.catch(fail)
    }
  }
  open().catch(fail)
  return () => {
    ending.abort()
    engine?.close()
  }
}

export function failedState(error: unknown): FileState {
  if (error instanceof EngineTooOld) return { name: 'outside', because: 'engine' }
  return { name: 'failed', error }
}

/** Our policy allows no `blob:` pictures. */
function pictureAddress(source: FileSource): Promise<string> {
  if (source.kind === 'proxy') return Promise.resolve(source.path)
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      // As text, because it is read as a URL.
      if (typeof reader.result === 'string') resolve(reader.result)
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('not read')))
    reader.readAsDataURL(source.file)
  })
}
