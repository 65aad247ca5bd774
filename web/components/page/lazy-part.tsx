import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

/** Shown in the place of a part; of about its size, so that nothing moves when it comes. */
type Placeholder = { placeholder: ReactNode }

/**
 * A part of a page that is loaded when it is first shown. Other than with `React.lazy`, a part that
 * cannot be loaded leaves the rest of the page alone.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & Placeholder> {
  let loaded: ComponentType<Props> | null = null
  return function LazyPart(props: Props & Placeholder) {
    const [Part, setPart] = useState(() => loaded)
    const [hasFailed, setFailed] = useState(false)
    useEffect(() => {
      if (loaded !== null) return
      load().then(
        (part) => {
          loaded = part
          setPart(() => part)
        },
        () => setFailed(true),
      )
    }, [])
    if (Part !== null) return <Part {...props} />
    return hasFailed ? <NotLoaded /> : props.placeholder
  }
}

function NotLoaded() {
  const t = useWords(words.page)
  const tError = useWords(words.error)
  return (
    <section className="card" role="alert">
      <p>{tError['page-not-loaded']}</p>
      <p className="quiet">{tError['page-not-loaded/next']}</p>
      <button type="button" className="link-button" onClick={() => location.reload()}>
        {t.reload}
      </button>
    </section>
  )
}
