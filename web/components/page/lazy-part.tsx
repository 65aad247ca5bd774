import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { NotLoaded } from './not-loaded.tsx'

/** Shown in the place of a part; of about its size, so that nothing moves when it comes. */
type Placeholder = { placeholder: ReactNode }

/**
 * A part of a page that is loaded when it is first shown. Other than with `React.lazy`, a part that
 * cannot be loaded leaves the rest of the page alone.
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
