import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { shownByItself } from '#web/api/queries/flow.ts'
import { type FlowFilter, hasConditions } from '#web/api/queries/flow-list.ts'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { FlowPage } from '#web/features/flow/flow-page.tsx'
import { EmptyList } from '#web/features/home/empty-list.tsx'
import { HomeNotices } from '#web/features/home/home-notices.tsx'
import { homeWords } from '#web/features/home/home-words.ts'
import { flowListQuery } from '#web/features/home/list/flow-list-query.ts'
import { useFlowFilter } from '#web/features/home/search/use-flow-filter.ts'
import { useWords } from '#web/i18n/words.ts'
import { shownFirst } from './shown-first.ts'

/**
 * The home page beside the list: the first contract of the list that was chosen. It stays when the
 * list changes by itself or is searched.
 */
export function FirstFlow() {
  const [choice, changeChoice] = useFlowFilter()
  const { scope } = choice
  const filter: FlowFilter = useMemo(
    () => ({ ...choice, scope: scope ?? 'waiting', q: '' }),
    [choice, scope],
  )
  const { data, isError } = useInfiniteQuery({ ...flowListQuery(filter), enabled: scope !== null })
  const list = JSON.stringify(filter)
  const [first, setFirst] = useState<{ list: string; taskId: string | null } | null>(null)
  if (data !== undefined && first?.list !== list) {
    const found = data.pages[0]?.flows[0]?.taskId ?? null
    if (found !== null) shownByItself.add(found)
    setFirst({ list, taskId: found })
  }
  const isThere = first?.list === list
  const taskId = isThere ? first.taskId : null
  const hasNothing = isThere && taskId === null && scope === 'all' && !hasConditions(filter)
  useEffect(() => {
    shownFirst.set(taskId)
    return () => shownFirst.set(null)
  }, [taskId])
  useEffect(() => {
    // What is said of it takes the list's room, too.
    document.documentElement.classList.toggle('has-nothing', hasNothing)
    return () => document.documentElement.classList.remove('has-nothing')
  }, [hasNothing])
  return (
    <>
      <HomeNotices />
      {taskId !== null && <Unopened key={taskId} taskId={taskId} />}
      {!isThere && !isError && <PageSkeleton />}
      {taskId === null && (isThere || isError) && (
        <NoFlow>
          {hasNothing && <EmptyList isColumn={false} filter={filter} onFilter={changeChoice} />}
        </NoFlow>
      )}
    </>
  )
}

function NoFlow({ children }: { children: ReactNode }) {
  const t = useWords(homeWords)
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      {children}
    </Page>
  )
}

/** A contract that nobody has chosen, which is opened as soon as the person does anything there. */
function Unopened({ taskId }: { taskId: string }) {
  const [isOpened, setOpened] = useState(false)
  const open = useEffectEvent(({ type, target }: Event) => {
    const isHere = target instanceof Element && target.closest('.shell-page') !== null
    // The window scrolls with what is beside the list; what the app does itself leads to the top.
    const isPage = type === 'scroll' && target === document && window.scrollY > 0
    if (isHere || isPage) setOpened(true)
  })
  useEffect(() => {
    if (isOpened) return undefined
    const handle = (event: Event) => open(event)
    for (const type of signs) document.addEventListener(type, handle, true)
    return () => {
      for (const type of signs) document.removeEventListener(type, handle, true)
    }
  }, [isOpened])
  return <FlowPage taskId={taskId} isOpened={isOpened} />
}

/** A scroll is known by what scrolls, also by the keyboard. */
const signs = ['pointerdown', 'keydown', 'scroll'] as const
