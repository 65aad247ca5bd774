import {
  measureElement,
  type ReactVirtualizerOptions,
  useVirtualizer,
  useWindowVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual'

type Options = Pick<
  ReactVirtualizerOptions<Window, HTMLElement>,
  | 'count'
  | 'estimateSize'
  | 'getItemKey'
  | 'overscan'
  | 'scrollMargin'
  | 'anchorTo'
  | 'initialMeasurementsCache'
  | 'rangeExtractor'
> & { initialOffset?: number }

/** @param scroller the scroll container; null for the window */
export function useRowsVirtualizer(scroller: HTMLElement | null, options: Options) {
  // No React compiler is used, and rows get no stale values.
  // oxlint-disable-next-line react/incompatible-library
  const inWindow = useWindowVirtualizer<HTMLElement>({
    ...options,
    measureElement: measureOnceLaidOut,
    directDomUpdates: true,
    enabled: scroller === null,
  })
  const inScroller = useVirtualizer<HTMLElement, HTMLElement>({
    ...options,
    measureElement: measureOnceLaidOut,
    directDomUpdates: true,
    enabled: scroller !== null,
    getScrollElement: () => scroller,
  })
  return scroller === null ? inWindow : inScroller
}

/** The scroll offset, CSS pixels. */
export function scrolledBy(scroller: HTMLElement | null): number {
  return scroller === null ? window.scrollY : scroller.scrollTop
}

/** Distance from the top of the scroll content to an element, CSS pixels. */
export function topWithin(scroller: HTMLElement | null, element: HTMLElement): number {
  const top = scroller === null ? 0 : scroller.getBoundingClientRect().top
  return element.getBoundingClientRect().top - top + scrolledBy(scroller)
}

/**
 * Takes the height of a row from ResizeObserver, before the row is painted. Measuring right away
 * would force a layout per row. iOS 13.3 has no ResizeObserver, so there it measures.
 */
export function measureOnceLaidOut<Scroller extends Element | Window, Item extends HTMLElement>(
  element: Item,
  entry: ResizeObserverEntry | undefined,
  virtualizer: Virtualizer<Scroller, Item>,
): number {
  if (entry !== undefined || typeof ResizeObserver === 'undefined')
    return measureElement(element, entry, virtualizer)
  const { getItemKey, estimateSize } = virtualizer.options
  const index = virtualizer.indexFromElement(element)
  return virtualizer.itemSizeCache.get(getItemKey(index)) ?? estimateSize(index)
}
