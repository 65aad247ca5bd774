import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { shownByItself } from '#web/api/queries/flow.ts'
import { type FilePart, readFilePart } from '#web/api/queries/files/file-part.ts'
import { boundedCanvases } from './bounded-canvases.ts'
import { engineErrorOr, EngineTooOld, isKnownToFail, startWorker } from './engine.ts'
import { loadPdfjs } from './load-pdfjs.ts'
import { createTurns, startClock, type TakeTurn } from './turns.ts'
import { type FileSource, kindOf, partBytes, readStart } from './viewed-file.ts'

/** What is shown of a file. */
export type FileState =
  | { name: 'loading'; fraction: number }
  | {
      name: 'pdf'
      document: PDFDocumentProxy
      takeTurn: TakeTurn
      /** Indexes of the pages that take more than a page may. */
      tooMuch: ReadonlySet<number>
    }
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
  let engine = isHopeless ? null : startEngine()
  const report = (state: FileState) => {
    if (!signal.aborted) onState(state)
  }
  const fail = (error: unknown) => {
    engine?.close()
    report(failedState(error))
  }
  const tooMuch = new Set<number>()
  const showPdf = async (start: FilePart, used: PdfEngine) => {
    const { document, takeTurn, broken } = await used.open(client, source, start, (index) => {
      if (signal.aborted) return
      tooMuch.add(index)
      report({ name: 'pdf', document, takeTurn, tooMuch: new Set(tooMuch) })
      showOtherPages(used).catch(fail)
    })
    report({ name: 'pdf', document, takeTurn, tooMuch: new Set(tooMuch) })
    broken.catch(fail)
  }
  /** A worker that draws too much cannot be stopped otherwise than by ending it. */
  const showOtherPages = async (used: PdfEngine) => {
    used.close()
    const fresh = startEngine()
    engine = fresh
    await showPdf(await readStart(client, source, signal, () => {}), fresh)
  }
  const open = async () => {
    const start = await readStart(client, source, signal, (fraction) =>
      report({ name: 'loading', fraction }),
    )
    const kind = kindOf(start.bytes)
    if (kind === 'picture') {
      report({ name: 'picture', address: await pictureAddress(client, source, start, signal) })
    } else if (kind === 'other') {
      report({ name: 'outside', because: 'kind' })
    } else if (engine === null) {
      report({ name: 'outside', because: 'engine' })
    } else {
      await showPdf(start, engine)
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

/** Our policy allows no `blob:` pictures, and an address cannot say that it shows itself. */
async function pictureAddress(
  client: QueryClient,
  source: FileSource,
  { bytes, total, isWhole }: FilePart,
  signal: AbortSignal,
): Promise<string> {
  if (source.kind === 'device') return dataAddress(source.file)
  const { path } = source
  if (!shownByItself.has(path)) return path
  const whole = isWhole
    ? bytes
    : (await readFilePart(client, path, { begin: 0, end: total, signal })).bytes
  return dataAddress(new Blob([whole], { type: 'image/png' }))
}

function dataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      // As text, because it is read as a URL.
      if (typeof reader.result === 'string') resolve(reader.result)
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('not read')))
    reader.readAsDataURL(file)
  })
}

type OpenedPdf = {
  document: PDFDocumentProxy
  takeTurn: TakeTurn
  /** Rejects when a later part of the file cannot be read. */
  broken: Promise<never>
}

/** pdf.js, its worker started. */
type PdfEngine = {
  /**
   * @param start as much of the file as has been read
   * @param onTooMuch called with the index of a page that takes too much; no page is drawn any more
   * @throws EngineTooOld, TooMuch, `ApiError`, or an error of pdf.js for a broken file
   */
  open(
    client: QueryClient,
    source: FileSource,
    start: FilePart,
    onTooMuch: (index: number) => void,
  ): Promise<OpenedPdf>
  close(): void
}

/** Starts pdf.js, so that it loads while the file is being read. */
function startEngine(): PdfEngine {
  const loading = loadPdfjs()
  loading.catch(() => {})
  const { worker: port, failed, exceeded, isWaiting: isWorkerWaiting } = startWorker()
  const ending = new AbortController()
  let partsUnderWay = 0
  const isWaiting = () => isWorkerWaiting() || partsUnderWay > 0

  async function openIn(
    client: QueryClient,
    source: FileSource,
    start: FilePart,
    onTooMuch: (index: number) => void,
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
        partsUnderWay += 1
        readFilePart(client, source.path, asked)
          .catch(() => readFilePart(client, source.path, asked))
          .then(({ bytes, isWhole }) =>
            this.onDataRange(begin, isWhole && begin > 0 ? bytes.slice(begin, end) : bytes),
          )
          .catch((cause: unknown) => {
            if (!ending.signal.aborted) tellBroken(cause)
          })
          .finally(() => {
            partsUnderWay -= 1
          })
      }
    }

    const canvases = boundedCanvases()
    const clock = startClock(isWaiting)
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
      CanvasFactory: canvases.Factory,
    })
    const document = await Promise.race([
      task.promise,
      broken,
      failed,
      exceeded,
      clock.runOut,
    ]).finally(clock.stop)
    const takeTurn = createTurns({
      isWaiting,
      exceeded,
      // Light, and not remembered by pdf.js.
      settle: () => document.getPageMode(),
      onTurn: canvases.startPage,
      onTooMuch,
    })
    return { document, takeTurn, broken }
  }

  return {
    open: (client, source, start, onTooMuch) =>
      openIn(client, source, start, onTooMuch).catch((cause: unknown) => {
        throw engineErrorOr(cause)
      }),
    close() {
      ending.abort()
      port.terminate()
    },
  }
}
