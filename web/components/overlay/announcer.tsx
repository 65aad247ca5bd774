import { useEffect } from 'react'
import { useStore } from '#web/components/use-store.ts'
import './announcer.css'
import { announcement } from './notify.ts'

/** How long a text stays to be found, milliseconds. */
const lasting = 5000

/** The one place from which answers are read out; stands in the page all the time. */
export function Announcer() {
  const said = useStore(announcement)
  useEffect(() => {
    if (said === null) return undefined
    const timer = setTimeout(() => announcement.set(null), lasting)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div role="status" className={said?.isShown === true ? 'announcer' : 'visually-hidden'}>
      {said?.text}
    </div>
  )
}
