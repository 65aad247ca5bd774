import Button from 'antd-mobile/es/components/button'
import { useEffect, useRef, useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

/** A button back to the top of a long timeline. */
export function BackToTop() {
  const t = useWords(words.timeline)
  const place = useRef<HTMLDivElement>(null)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const look = () => {
      const top = place.current?.parentElement?.getBoundingClientRect().top ?? 0
      setShown(top < -2 * window.innerHeight)
    }
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])
  return (
    <div ref={place}>
      {isShown && (
        <Button className="back-to-top" size="small" onClick={() => window.scrollTo(0, 0)}>
          {t.toTop}
        </Button>
      )}
    </div>
  )
}
