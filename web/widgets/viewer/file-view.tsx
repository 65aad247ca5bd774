import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFileAddress } from '#web/api/queries/files/file-address.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { preparePage } from '#web/dingtalk/open-page.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { TooMuch } from './bounds.ts'
import { engineErrorOr, noteWorks } from './engine.ts'
import { canZoomIn, canZoomOut, placePages, zoomStep } from './page-layout.ts'
import { type PageMoves, paper, PdfPages } from './pdf-pages.tsx'
import { failedState, type FileState, useFile } from './use-file.ts'
import { useZoom } from './use-zoom.ts'
import type { ViewedFile } from './viewed-file.ts'
import { viewerWords } from './viewer-words.ts'

/** What the buttons around a file can do with it now; null if nothing. */
export type ViewerControls = {
  page: { page: number; pages: number } | null
  zoom: { in: (() => void) | null; out: (() => void) | null; fit: () => void } | null
}

export const noControls: ViewerControls = { page: null, zoom: null }

type Shown = {
  page: number
  pages: number | null
  zoom: number
  isShown: boolean
}

type FileViewProps = {
  file: ViewedFile
  /** Whether it stands beside other things, whose keys it leaves alone. */
  isBeside?: boolean
  onControls: (controls: ViewerControls) => void
}

/** One file; a failed one can be tried again. */
export function FileView(props: FileViewProps) {
  const [attempt, setAttempt] = useState(0)
  return <Attempt key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />
}

type AttemptProps = FileViewProps & { onRetry: () => void }

function Attempt({ file, isBeside = false, onControls, onRetry }: AttemptProps) {
  const t = useWords(viewerWords)
  const read = useFile(file.source)
  const [failure, setFailure] = useState<FileState | null>(null)
  const [isDrawn, setDrawn] = useState(false)
  const [page, setPage] = useState(1)
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const moves = useRef<PageMoves>(null)
  const width = useWidth(scroller)
  const { zoom, zoomTo } = useZoom(scroller, content)
  const widthBefore = useRef(width)
  useLayoutEffect(() => {
    const before = widthBefore.current
    widthBefore.current = width
    // The same part of the file stays in sight.
    if (before > 0 && scroller.current !== null) scroller.current.scrollTop *= width / before
  }, [width])
  const state = failure ?? read
  const fail = useCallback((error: unknown) => setFailure(failedState(engineErrorOr(error))), [])
  const noteDrawn = useCallback(() => {
    setDrawn(true)
    noteWorks()
  }, [])

  const pages = state.name === 'pdf' ? state.document.numPages : null
  const isShown = state.name === 'pdf' || state.name === 'picture'
  const tell = useEffectEvent((now: Shown) => {
    const to = (other: number) => () => zoomTo(other)
    onControls({
      page: now.pages === null ? null : { page: now.page, pages: now.pages },
      zoom: now.isShown
        ? {
            in: canZoomIn(now.zoom) ? to(now.zoom * zoomStep) : null,
            out: canZoomOut(now.zoom) ? to(now.zoom / zoomStep) : null,
            fit: to(1),
          }
        : null,
    })
  })
  useEffect(() => tell({ page, pages, zoom, isShown }), [page, pages, zoom, isShown])

  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = actionOf(event.key, moves.current)
    if (typeof act === 'number') zoomTo(zoom * act)
    else if (act !== null) act()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const keys = isBeside ? scroller.current : document
    if (!isShown || keys === null) return undefined
    const handle = (event: Event) => {
      if (event instanceof KeyboardEvent) handleKey(event)
    }
    keys.addEventListener('keydown', handle)
    return () => keys.removeEventListener('keydown', handle)
  }, [isShown, isBeside])

  const isWaiting = state.name === 'loading' || (state.name === 'pdf' && !isDrawn)
  return (
    <div
      ref={scroller}
      className="viewer-scroller"
      // A scroller has to be reachable by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t.pages}
      aria-busy={isWaiting}
    >
      {isWaiting && (
        <Waiting width={width} fraction={state.name === 'loading' ? state.fraction : 1} />
      )}
      {state.name === 'pdf' && width > 0 && (
        <PdfPages
          document={state.document}
          takeTurn={state.takeTurn}
          tooMuch={state.tooMuch}
          scrollerRef={scroller}
          contentRef={content}
          width={width}
          zoom={zoom}
          movesRef={moves}
          onPage={setPage}
          onDrawn={noteDrawn}
          onFailure={fail}
        />
      )}
      {state.name === 'picture' && (
        <div ref={content} className="viewer-content" style={{ width: width * zoom }}>
          <img
            className="viewer-picture"
            src={state.address}
            alt={file.name}
            onError={() => fail(new ApiError('document-unavailable', 'the picture was not read'))}
          />
        </div>
      )}
      {state.name === 'outside' && <OpenOutside file={file} because={state.because} />}
      {state.name === 'failed' && <Failed error={state.error} onRetry={onRetry} />}
    </div>
  )
}

/** What a key does; a number zooms by it. */
function actionOf(key: string, moves: PageMoves | null): number | (() => void) | null {
  switch (key) {
    case '+':
    case '=':
      return zoomStep
    case '-':
      return 1 / zoomStep
    case 'PageUp':
      return moves && (() => moves.go(-1))
    case 'PageDown':
      return moves && (() => moves.go(1))
    case 'Home':
      return moves && (() => moves.go('first'))
    case 'End':
      return moves && (() => moves.go('last'))
    default:
      return null
  }
}

/** The outline of the first page, where it will stand. */
function Waiting({ width, fraction }: { width: number; fraction: number }) {
  const t = useWords(viewerWords)
  const [place] = placePages([paper], width, 1).places
  return (
    <div className="viewer-waiting">
      <Progress percent={fraction * 100} label={t.opening} />
      {place && width > 0 && (
        <div
          className="viewer-outline"
          style={{ top: place.top, width: place.width, height: place.height }}
        />
      )}
    </div>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords(viewerWords)
  const tError = useWords(errorWords)
  const { retry } = useWords(words.page)
  const isOfFile = error instanceof Error && error.name.endsWith('Exception')
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  const { reason } = failureIn(error, tError)
  const isTooMuch = error instanceof TooMuch
  return (
    <div className="viewer-note" role="alert">
      <p>{isLocked ? t.locked : isTooMuch ? t.tooMuch : isOfFile ? t.broken : reason}</p>
      <IfRetryHelps error={error}>
        <Button color="primary" onClick={onRetry}>
          {retry}
        </Button>
      </IfRetryHelps>
    </div>
  )
}

/** The width of an element without its scroll bar. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const read = () => {
      // What is hidden meanwhile stays as it is.
      const now = element.current?.clientWidth ?? 0
      if (now > 0) setWidth(now)
    }
    read()
    window.addEventListener('resize', read)
    return () => window.removeEventListener('resize', read)
  }, [element])
  return width
}

type OpenOutsideProps = {
  file: ViewedFile
  /** Whether its kind or this device's engine keeps it from being shown. */
  because: 'kind' | 'engine'
}

/** Opens a file as the client opens links. */
function OpenOutside({ file: { name, source }, because }: OpenOutsideProps) {
  const t = useWords(viewerWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  if (source.kind === 'device')
    return (
      <div className="viewer-note">
        <p>{because === 'kind' ? t.onDevice : t.otherWay}</p>
      </div>
    )
  const open = async () => {
    const place = preparePage(tPage.opening)
    try {
      const { url } = await readFileAddress(client, source.path)
      await place.show(url, name)
    } catch (cause) {
      place.giveUp()
      notify(cause instanceof DingTalkError ? t.notOpened : failureIn(cause, tError).reason, 'fail')
    }
  }
  return (
    <div className="viewer-note">
      <p>{because === 'kind' ? t.otherKind : t.otherWay}</p>
      <Button color="primary" loading="auto" onClick={open}>
        {t.open}
      </Button>
    </div>
  )
}
