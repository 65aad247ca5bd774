import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { type FilePart, readFilePart } from '#web/api/queries/file-part.ts'
import { engineErrorOr, EngineTooOld, isKnownToFail, startWorker } from './engine.ts'
import { loadPdfjs } from './load-pdfjs.ts'
import { type FileSource, kindOf, partBytes, readStart } from './viewed-file.ts'

/** What is shown of a file. */
export type FileState =
  | { name: 'loading'; fraction: number }
  | { name: 'pdf'; document: PDFDocumentProxy }
  | { name: 'picture'; address: string }
  /** It opens outside the app: `kind` because of what it is, `engine` because of this device. */
  | { name: 'outside'; because: 'kind' | 'engine' }
  | { name: 'failed'; error: unknown }

/** Reads a file while it is mounted. */
export function useFile(source: FileSource): FileState {
  const client = useQueryClient()
  const [state, setState] = useState<FileState>({ name: 'loading', fraction: 0 })
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
    const start = await readStart(client, source, signal, (fraction) =>
      report({ name: 'loading', fraction }),
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

type OpenedPdf = {
  document: PDFDocumentProxy
  /** Rejects when a later part of the file cannot be read. */
  broken: Promise<never>
}

/** pdf.js, its worker started. */
type PdfEngine = {
  /**
   * @param start as much of the file as has been read
   * @throws EngineTooOld, `ApiError`, or an error of pdf.js for a broken file
   */
  open(client: QueryClient, source: FileSource, start: FilePart): Promise<OpenedPdf>
  close(): void
}

/** Starts pdf.js, so that it loads while the file is being read. */
function startEngine(): PdfEngine {
  const loading = loadPdfjs()
  loading.catch(() => {})
  const { worker: port, failed } = startWorker()
  const ending = new AbortController()

  async function openIn(
    client: QueryClient,
    source: FileSource,
    start: FilePart,
  ): Promise<OpenedPdf> {
    const { getDocument, PDFDataRangeTransport, PDFWorker } = await loading
    let tellBroken = (_cause: unknown) => {}
    const broken = new Promise<never>((_resolve, reject) => {
      tellBroken = reject
    })
    broken.catch(() => {})

    class Parts extends PDFDataRangeTransport {
      override requestDataRange(begin: number, end: number): void {
        if (source.kind !== 'proxy') return
        const asked = { begin, end, signal: ending.signal }
        readFilePart(client, source.path, asked)
          .catch(() => readFilePart(client, source.path, asked))
          .then(({ bytes, isWhole }) =>
            this.onDataRange(begin, isWhole && begin > 0 ? bytes.slice(begin, end) : bytes),
          )
          .catch(tellBroken)
      }
    }

    const task = getDocument({
      ...(start.isWhole
        ? { data: start.bytes }
        : { range: new Parts(start.total, start.bytes), rangeChunkSize: partBytes }),
      worker: PDFWorker.create({ port }),
      disableAutoFetch: true,
      disableStream: true,
      isEvalSupported: false,
      useWasm: false,
      enableXfa: false,
      cMapUrl: PDFJS_FOLDER,
      standardFontDataUrl: PDFJS_FOLDER,
      wasmUrl: PDFJS_FOLDER,
      useWorkerFetch: true,
      verbosity: 0,
    })
    const document = await Promise.race([task.promise, broken, failed])
    return { document, broken }
  }

  return {
    open: (client, source, start) =>
      openIn(client, source, start).catch((cause: unknown) => {
        throw engineErrorOr(cause)
      }),
    close() {
      ending.abort()
      port.terminate()
    },
  }
}
