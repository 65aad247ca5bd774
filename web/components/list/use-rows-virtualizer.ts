import {
  measureElement,
  type ReactVirtualizerOptions,
  useVirtualizer,
  useWindowVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual'

type Options = Pick<
  ReactVirtualizerOptions<Window, HTMLLIElement>,
  | 'count'
  | 'estimateSize'
  | 'getItemKey'
  | 'overscan'
  | 'scrollMargin'
  | 'anchorTo'
  | 'initialMeasurementsCache'
  | 'rangeExtractor'
> & { initialOffset?: number }

/**
 * Virtual rows.
 * @param scroller what scrolls them; null for the window
 */
export function useRowsVirtualizer(scroller: HTMLElement | null, options: Options) {
  // There is no React compiler here, and rows get nothing that goes stale.
  // oxlint-disable-next-line react/incompatible-library
  const inWindow = useWindowVirtualizer<HTMLLIElement>({
    ...options,
    measureElement: measureOnceLaidOut,
    directDomUpdates: true,
    enabled: scroller === null,
  })
  const inScroller = useVirtualizer<HTMLElement, HTMLLIElement>({
    ...options,
    measureElement: measureOnceLaidOut,
    directDomUpdates: true,
    enabled: scroller !== null,
    getScrollElement: () => scroller,
  })
  return scroller === null ? inWindow : inScroller
}

/** How far down the rows were scrolled, CSS pixels. */
export function scrolledBy(scroller: HTMLElement | null): number {
  return scroller === null ? window.scrollY : scroller.scrollTop
}

/** How far below the top of what scrolls it an element begins, CSS pixels. */
export function topWithin(scroller: HTMLElement | null, element: HTMLElement): number {
  const top = scroller === null ? 0 : scroller.getBoundingClientRect().top
  return element.getBoundingClientRect().top - top + scrolledBy(scroller)
}

/**
 * The height of a row by ResizeObserver, before the row is painted. Measuring at once would force a
 * layout for each row. iOS 13.3 has no ResizeObserver, and measures.
 */
function measureOnceLaidOut<Scroller extends Element | Window>(
  element: HTMLLIElement,
  entry: ResizeObserverEntry | undefined,
  virtualizer: Virtualizer<Scroller, HTMLLIElement>,
): number {
  if (entry !== undefined || typeof ResizeObserver === 'undefined')
    return measureElement(element, entry, virtualizer)
  const { getItemKey, estimateSize } = virtualizer.options
  const index = virtualizer.indexFromElement(element)
  return virtualizer.itemSizeCache.get(getItemKey(index)) ?? estimateSize(index)
}
