import { useEffect } from 'react'
import { useStore } from '#web/components/use-store.ts'
import './announcer.css'
import { announcement, noAnnouncement } from './announcement.ts'

/** How long a text stays in the live region, in milliseconds. */
const lasting = 5000

/**
 * The only live region for results of actions. It is always mounted, because screen readers ignore
 * new regions.
 */
export function Announcer() {
  const said = useStore(announcement)
  useEffect(() => {
    if (said.isLasting) return undefined
    const timer = setTimeout(() => announcement.set(noAnnouncement), lasting)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div role="status" className={said.isShown ? 'announcer' : 'visually-hidden'}>
      {/* A new element is announced, even with the same text. */}
      <span key={said.number}>{said.text}</span>
    </div>
  )
}
