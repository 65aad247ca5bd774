/** Width and height of a page, in any unit. */
export type PageSize = {
  width: number
  height: number
}

/** Where a page stands, CSS pixels. */
export type PagePlace = {
  top: number
} & PageSize

/** Between pages and around them, CSS pixels. */
export const pageGap = 8

/** Pages under each other, each as wide as the view at zoom 1. */
export function placePages(
  sizes: readonly PageSize[],
  viewWidth: number,
  zoom: number,
): { places: PagePlace[]; height: number } {
  const width = Math.max(1, (viewWidth - 2 * pageGap) * zoom)
  let top = pageGap
  const places = sizes.map((size) => {
    const height = (width * size.height) / size.width
    const place = { top, width, height }
    top += height + pageGap
    return place
  })
  return { places, height: top }
}

/** The part of the content that is in sight, CSS pixels. */
export type View = {
  top: number
  height: number
}

/** Index of the page in the middle of the view. */
export function pageInView(places: readonly PagePlace[], { top, height }: View): number {
  const middle = top + height / 2
  const after = places.findIndex((place) => place.top > middle)
  return Math.max(0, (after === -1 ? places.length : after) - 1)
}

/** Most pages that are drawn at a time, for the memory of phones. */
const mostDrawn = 8

/** How many pages before and after those in sight are drawn. */
const ahead = 2

/** Indices of the pages to draw: those in sight first, then those around them. */
export function pagesToDraw(places: readonly PagePlace[], view: View): number[] {
  const middle = pageInView(places, view)
  const isInSight = ({ top, height }: PagePlace) =>
    top < view.top + view.height && top + height > view.top
  const seen = places.flatMap((place, index) => (isInSight(place) ? [index] : []))
  const first = Math.max(0, (seen[0] ?? middle) - ahead)
  const last = Math.min(places.length - 1, (seen[seen.length - 1] ?? middle) + ahead)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .slice(0, mostDrawn)
    .sort((a, b) => a - b)
}

const minZoom = 0.5
const maxZoom = 4

/** What one press of a button zooms by. */
export const zoomStep = 1.25

export function clampZoom(zoom: number): number {
  return Math.min(maxZoom, Math.max(minZoom, zoom))
}

export const canZoomIn = (zoom: number) => zoom < maxZoom
export const canZoomOut = (zoom: number) => zoom > minZoom
