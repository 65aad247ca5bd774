import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { pageInView, type PageSize, pagesToDraw, placePages, type View } from './page-layout.ts'
import { PdfPage } from './pdf-page.tsx'
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
  const { document: pdf, scrollerRef, contentRef, movesRef, width, zoom } = props
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
        return (
          place && (
            <PdfPage
              key={index}
              document={pdf}
              index={index}
              label={t.pageOnly({ page: index + 1 })}
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
