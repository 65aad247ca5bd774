import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { loadAgain } from '#web/api/http/load-again.ts'
import { NotLoaded } from './not-loaded.tsx'

/** A placeholder of about the same size, which avoids a layout shift. */
type Placeholder = { placeholder: ReactNode }

export type InsteadProps = {
  /** Retries loading. */
  onRetry: () => Promise<void>
}

type LazyCode<Props> = {
  /** Null until loaded. */
  Part: ComponentType<Props> | null
  /** How often loading has failed. */
  failures: number
  /** Loads it again. */
  fetchPart: () => Promise<void>
}

/**
 * A hook for a lazy component. Unlike with `React.lazy`, a component that fails to load does not
 * break the page, and is retried with the next mount and when the network is back.
 */
export function lazyHook<Props>(load: () => Promise<ComponentType<Props>>): () => LazyCode<Props> {
  let loaded: ComponentType<Props> | null = null
  return function useLazy() {
    const [Part, setPart] = useState(() => loaded)
    const [failures, setFailures] = useState(0)
    const fetchPart = () =>
      loadAgain(load).then(
        (part) => {
          loaded = part
          setPart(() => part)
        },
        () => setFailures((count) => count + 1),
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
    return { Part, failures, fetchPart }
  }
}

/**
 * A lazy part of a page. The placeholder must have no controls: a tap that has begun on it is lost
 * when the part replaces it. `lazyHook` lets a control stay.
 * @param Instead shown if loading fails
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Instead: ComponentType<InsteadProps> | null = () => <NotLoaded />,
): ComponentType<Props & Placeholder> {
  const useLazy = lazyHook(load)
  return function LazyPart(props: Props & Placeholder) {
    const { Part, failures, fetchPart } = useLazy()
    if (Part !== null) return <Part {...props} />
    if (failures === 0) return props.placeholder
    return Instead && <Instead onRetry={fetchPart} />
  }
}
