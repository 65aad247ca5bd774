import type { MouseEvent, ReactNode } from 'react'
import { flowPath, goTo } from '#web/components/page/navigation.ts'

/** Leads to a flow's page; with a modifier key, the browser opens it in a window of its own. */
export function FlowLink({ taskId, children }: { taskId: string; children: ReactNode }) {
  return <RowLink path={flowPath(taskId)}>{children}</RowLink>
}

/** A row of a list that leads to a page of the app. */
export function RowLink({ path, children }: { path: string; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(path)
  }
  return (
    <a className="flow-row" href={path} onClick={follow}>
      {children}
    </a>
  )
}
