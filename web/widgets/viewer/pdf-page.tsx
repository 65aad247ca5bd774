import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useEffectEvent, useRef } from 'react'
import { loadPdfjs } from './load-pdfjs.ts'
import type { PagePlace, PageSize } from './page-layout.ts'

/** More device pixels per CSS pixel cost memory and are not seen. */
const maxRatio = 2

/** Pixels of a canvas; WebKit on iOS draws nothing on a larger one. */
const maxPixels = 16_777_216

type PdfPageProps = {
  document: PDFDocumentProxy
  /** From 0. */
  index: number
  label: string
  place: PagePlace
  /** Called with the page's own size, in points. */
  onSize: (index: number, size: PageSize) => void
  /** Called when it is visible. */
  onDrawn: () => void
  onFailure: (error: unknown) => void
}

/** One page, drawn as wide as its place, with its text above the drawing for selecting and readers. */
export function PdfPage(props: PdfPageProps) {
  const { document: pdf, index, label, place } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const report = useEffectEvent((event: 'drawn' | PageSize | { error: unknown }) => {
    if (event === 'drawn') props.onDrawn()
    else if ('error' in event) props.onFailure(event.error)
    else props.onSize(index, event)
  })
  const { width } = place
  useEffect(() => {
    const ending = new AbortController()
    const target = canvas.current
    const layer = text.current
    if (target === null || layer === null) return undefined
    const run = async () => {
      const page = await pdf.getPage(index + 1)
      if (ending.signal.aborted) return
      const own = page.getViewport({ scale: 1 })
      report({ width: own.width, height: own.height })
      const scale = width / own.width
      await draw(page, target, scale, ending.signal)
      if (ending.signal.aborted) return
      report('drawn')
      // A page without its text can still be read.
      await layText(page, layer, scale, ending.signal).catch(() => {})
    }
    run().catch((error: unknown) => {
      if (!ending.signal.aborted) report({ error })
    })
    return () => {
      ending.abort()
      // Browsers keep the memory of a canvas until it is collected.
      target.width = 0
      target.height = 0
    }
  }, [pdf, index, width])
  return (
    <div
      className="viewer-page"
      role="group"
      aria-label={label}
      style={{ top: place.top, width: place.width, height: place.height }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={text} className="viewer-text" />
    </div>
  )
}

async function draw(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  scale: number,
  signal: AbortSignal,
): Promise<void> {
  const { width, height } = page.getViewport({ scale })
  const ratio = Math.min(
    maxRatio,
    Math.max(1, devicePixelRatio),
    Math.sqrt(maxPixels / (width * height)),
  )
  const viewport = page.getViewport({ scale: scale * ratio })
  // Drawn apart, so that the earlier drawing stays until it is done.
  const fresh = document.createElement('canvas')
  fresh.width = Math.round(viewport.width)
  fresh.height = Math.round(viewport.height)
  const task = page.render({ canvas: fresh, viewport })
  const cancel = () => task.cancel()
  signal.addEventListener('abort', cancel)
  try {
    await task.promise
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  if (signal.aborted) return
  canvas.width = fresh.width
  canvas.height = fresh.height
  canvas.getContext('2d')?.drawImage(fresh, 0, 0)
  fresh.width = 0
}

async function layText(
  page: PDFPageProxy,
  container: HTMLElement,
  scale: number,
  signal: AbortSignal,
): Promise<void> {
  const { TextLayer } = await loadPdfjs()
  if (signal.aborted) return
  container.textContent = ''
  container.style.setProperty('--total-scale-factor', String(scale))
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container,
    viewport: page.getViewport({ scale }),
  })
  const cancel = () => layer.cancel()
  signal.addEventListener('abort', cancel)
  try {
    await layer.render()
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
