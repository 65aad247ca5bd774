import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { NotLoaded } from './not-loaded.tsx'

/** A placeholder of about the same size, which avoids a layout shift. */
type Placeholder = { placeholder: ReactNode }

export interface InsteadProps {
  /** Retries loading. */
  onRetry: () => Promise<void>
}

/**
 * A lazy part of a page. Unlike with `React.lazy`, a part that fails to load does not break the
 * page, and is retried with the next mount and when the network is back.
 * @param Instead shown if loading fails
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Instead: ComponentType<InsteadProps> | null = () => <NotLoaded />,
): ComponentType<Props & Placeholder> {
  let loaded: ComponentType<Props> | null = null
  return function LazyPart(props: Props & Placeholder) {
    const [Part, setPart] = useState(() => loaded)
    const [hasFailed, setFailed] = useState(false)
    const fetchPart = () =>
      load().then(
        (part) => {
          loaded = part
          setPart(() => part)
        },
        () => setFailed(true),
      )
    const isThere = Part !== null
    useEffect(() => {
      if (isThere) return undefined
      const start = () => void fetchPart()
      // Inserting the links of its files is slow on a slow phone, so it runs in a separate task.
      const timer = setTimeout(start)
      window.addEventListener('online', start)
      return () => {
        clearTimeout(timer)
        window.removeEventListener('online', start)
      }
    }, [isThere])
    if (Part !== null) return <Part {...props} />
    if (!hasFailed) return props.placeholder
    return Instead && <Instead onRetry={fetchPart} />
  }
}
