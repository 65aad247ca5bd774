import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useWords } from '#web/i18n/words.ts'
import { loadPdfjs } from './load-pdfjs.ts'
import {
  pageInView,
  type PagePlace,
  type PageSize,
  pagesToDraw,
  placePages,
  type View,
} from './page-layout.ts'
import type { TakeTurn } from './turns.ts'
import { viewerWords } from './viewer-words.ts'

/** A4, until the first page has told its size. */
export const paper: PageSize = { width: 595, height: 842 }

/** Moves within a document. */
export type PageMoves = {
  /** @param move `-1` and `1` by a page, or to an end */
  go: (move: -1 | 1 | 'first' | 'last') => void
}

type PdfPagesProps = {
  document: PDFDocumentProxy
  takeTurn: TakeTurn
  /** Indexes of the pages that take more than a page may. */
  tooMuch: ReadonlySet<number>
  scrollerRef: RefObject<HTMLElement | null>
  contentRef: RefObject<HTMLDivElement | null>
  width: number
  zoom: number
  movesRef: RefObject<PageMoves | null>
  /** Called with the page in the middle of the view, from 1. */
  onPage: (page: number) => void
  onDrawn: () => void
  onFailure: (error: unknown) => void
}

/** The pages of a PDF under each other; only those near the view are drawn. */
export function PdfPages(props: PdfPagesProps) {
  const { document: pdf, takeTurn, tooMuch, scrollerRef, contentRef, movesRef, width, zoom } = props
  const { onPage, onDrawn, onFailure } = props
  const t = useWords(viewerWords)
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const view = useView(scrollerRef)
  const { numPages } = pdf

  const noteSize = useCallback((index: number, size: PageSize) => {
    setSizes((known) => {
      const before = known.get(index)
      if (before?.width === size.width && before.height === size.height) return known
      return new Map(known).set(index, size)
    })
  }, [])

  const { places, height } = useMemo(() => {
    const usual = sizes.get(0) ?? paper
    const all = Array.from({ length: numPages }, (_, index) => sizes.get(index) ?? usual)
    return placePages(all, width, zoom)
  }, [sizes, numPages, width, zoom])

  const present = pageInView(places, view)
  useEffect(() => onPage(present + 1), [present, onPage])

  useLayoutEffect(() => {
    movesRef.current = {
      go(move) {
        const index = { first: 0, last: numPages - 1, '-1': present - 1, '1': present + 1 }[move]
        const place = places[Math.min(numPages - 1, Math.max(0, index))]
        if (place && scrollerRef.current) scrollerRef.current.scrollTop = place.top
      },
    }
  })

  const pageWidth = places[0]?.width ?? 0
  return (
    <div ref={contentRef} className="viewer-content" style={{ width: pageWidth, height }}>
      {pagesToDraw(places, view).map((index) => {
        const place = places[index]
        const label = t.pageOnly({ page: index + 1 })
        if (place && tooMuch.has(index))
          return <PageOfTooMuch key={index} label={label} place={place} onShown={onDrawn} />
        return (
          place && (
            <PdfPage
              key={index}
              document={pdf}
              takeTurn={takeTurn}
              index={index}
              label={label}
              place={place}
              onSize={noteSize}
              onDrawn={onDrawn}
              onFailure={onFailure}
            />
          )
        )
      })}
    </div>
  )
}

/** The part of a scroller's content that is in sight. */
function useView(scrollerRef: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState<View>({ top: 0, height: 0 })
  useLayoutEffect(() => {
    const element = scrollerRef.current
    if (element === null) return undefined
    const read = () => setView({ top: element.scrollTop, height: element.clientHeight })
    read()
    element.addEventListener('scroll', read, { passive: true })
    window.addEventListener('resize', read)
    return () => {
      element.removeEventListener('scroll', read)
      window.removeEventListener('resize', read)
    }
  }, [scrollerRef])
  return view
}

type PageOfTooMuchProps = { label: string; place: PagePlace; onShown: () => void }

function PageOfTooMuch({ label, place, onShown }: PageOfTooMuchProps) {
  const t = useWords(viewerWords)
  const tellShown = useEffectEvent(onShown)
  useEffect(() => tellShown(), [])
  return (
    <div className="viewer-page" role="group" aria-label={label} style={placeStyle(place)}>
      <p className="viewer-page-note">{t.tooMuchPage}</p>
    </div>
  )
}

const placeStyle = ({ top, width, height }: PagePlace) => ({ top, width, height })

/** More device pixels per CSS pixel cost memory and are not seen. */
const maxRatio = 2

/** Pixels of a canvas; WebKit on iOS draws nothing on a larger one. */
const maxPixels = 16_777_216

type PdfPageProps = {
  document: PDFDocumentProxy
  takeTurn: TakeTurn
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
function PdfPage(props: PdfPageProps) {
  const { document: pdf, takeTurn, index, label, place } = props
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
    takeTurn(index, ending.signal, run).catch((error: unknown) => {
      if (!ending.signal.aborted) report({ error })
    })
    return () => {
      ending.abort()
      // Browsers keep the memory of a canvas until it is collected.
      target.width = 0
      target.height = 0
    }
  }, [pdf, takeTurn, index, width])
  return (
    <div className="viewer-page" role="group" aria-label={label} style={placeStyle(place)}>
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
