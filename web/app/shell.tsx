import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { focusHeading } from '#web/components/page/focus-heading.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { isTopPage, useBackKey } from '#web/components/page/navigation.ts'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { useStore } from '#web/components/use-store.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { PageBoundary } from './error-boundary.tsx'
import './shell.css'
import { loadListColumn, routes } from './routes.ts'
import { shownFirst } from './shown-first.ts'

/** Lazy because the flow page, which most people open, has no tab bar on phones. */
const TabBar = lazyPart(async () => (await import('./tab-bar.tsx')).TabBar)

const Sidebar = lazyPart(async () => (await import('./sidebar/sidebar.tsx')).Sidebar)

const ListColumn = lazyPart(async () => (await loadListColumn()).ListColumn)

/** The frame around every page of a signed-in person. */
export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  useBackKey()
  const isSplit = useIsSplit()
  const taskId = taskIdOfPath(path)
  const first = useStore(shownFirst)
  const hasList = path === routes.home.path || taskId !== null
  useEffect(() => {
    // From 1200 pixels the list is next to the page; `index.html` reserves its space earlier.
    document.documentElement.classList.toggle('has-list', hasList)
    return () => document.documentElement.classList.remove('has-list')
  }, [hasList])
  const Navigation = isSplit ? Sidebar : TabBar
  return (
    <div className={isTopPage(path) ? 'shell is-top' : 'shell'}>
      <SkipLink isFlow={taskId !== null} />
      <Navigation path={path} placeholder={<div className="app-nav" />} />
      {isSplit && hasList && (
        <ListColumn current={taskId ?? first} placeholder={<div className="list-column" />} />
      )}
      <div className="shell-page" id="page">
        <PageBoundary>{children}</PageBoundary>
      </div>
      <FocusOnArrival path={path} isBesideList={isSplit && taskId !== null} />
    </div>
  )
}

/** Leads from the start of the document over navigation and list to the heading. */
function SkipLink({ isFlow }: { isFlow: boolean }) {
  const t = useWords(words.page)
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    focusHeading('.shell-page')
  }
  return (
    <a className="skip-link" href="#page" onClick={skip}>
      {isFlow ? t.skipToFlow : t.skipToContent}
    </a>
  )
}

/**
 * Moves the focus to the heading: of a contract chosen in the list beside it, and of a page opened
 * by keyboard when the focused element is gone. A component, as other addresses of a page, such as
 * those of a filter, do not render the shell again.
 */
function FocusOnArrival({ path, isBesideList }: { path: string; isBesideList: boolean }) {
  const page = `${path} ${new URLSearchParams(useSearch()).get('view') ?? ''}`
  const before = useRef(page)
  const isByKeys = useRef(false)
  useEffect(() => {
    const note = ({ type }: Event) => {
      isByKeys.current = type === 'keydown'
    }
    document.addEventListener('keydown', note, true)
    document.addEventListener('pointerdown', note, true)
    return () => {
      document.removeEventListener('keydown', note, true)
      document.removeEventListener('pointerdown', note, true)
    }
  }, [])
  useEffect(() => {
    if (page === before.current) return undefined
    before.current = page
    const isLost = isByKeys.current && document.activeElement === document.body
    return isBesideList || isLost ? focusHeading('.shell-page') : undefined
  }, [page, isBesideList])
  return null
}
