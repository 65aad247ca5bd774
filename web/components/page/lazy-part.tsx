import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { NotLoaded } from './not-loaded.tsx'

/** A placeholder of about the same size, so that nothing moves. */
type Placeholder = { placeholder: ReactNode }

/**
 * A lazy part of a page. Unlike with `React.lazy`, a part that cannot be loaded does not take the
 * page with it.
 * @param instead shown where it cannot be loaded
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: ReactNode = <NotLoaded />,
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
    return hasFailed ? instead : props.placeholder
  }
}
