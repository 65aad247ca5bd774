import type { QueryClient } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type FilePart, readFilePart } from '#web/api/queries/file-part.ts'
import { engineErrorOr, startWorker } from './engine.ts'
import { loadPdfjs } from './load-pdfjs.ts'
import { type FileSource, partBytes } from './viewed-file.ts'

export type OpenedPdf = {
  document: PDFDocumentProxy
  /** Rejects when a later part of the file cannot be read. */
  broken: Promise<never>
}

/** pdf.js, its worker started. */
export type PdfEngine = {
  /**
   * @param start as much of the file as has been read
   * @throws EngineTooOld, `ApiError`, or an error of pdf.js for a broken file
   */
  open(client: QueryClient, source: FileSource, start: FilePart): Promise<OpenedPdf>
  close(): void
}

/** Starts pdf.js, so that it loads while the file is being read. */
export function startEngine(): PdfEngine {
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
