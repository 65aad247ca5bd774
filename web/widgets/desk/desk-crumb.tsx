import { ChevronLeft } from 'lucide'
import { useEffect } from 'react'
import { Icon } from '#web/components/icon.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { pageState, replaceWith } from '#web/components/page/navigation.ts'

/** The history entry that was opened from the page at `from`. */
let opened: { from: string; address: string; depth: number } | null = null

/** Notes which entry the page at `from` is left for, so that `DeskCrumb` can go back to it. */
export function useOpensDeskPages(from: string): void {
  useEffect(
    () => () => {
      opened = { from, address: location.href, depth: pageState().depth }
    },
    [from],
  )
}

/** The link to the page above, `to`: goes back if this page was opened from there. */
export function DeskCrumb({ to, label }: { to: string; label: string }) {
  const open = () => {
    const { href } = location
    const isAbove = opened?.from === to && opened.address === href
    if (isAbove && opened?.depth === pageState().depth) history.back()
    else replaceWith(to)
  }
  return (
    <p className="desk-crumb">
      <a href={to} onClick={(event) => followInApp(event, to, open)}>
        <Icon icon={ChevronLeft} />
        {label}
      </a>
    </p>
  )
}
