import icon from './icon.svg?inline'

/** Nobody misses it before. */
const patience = 2000

/**
 * Gives the page its icon once there is nothing else to do: to draw it keeps a slow phone busy for 10 ms,
 * just when the client answers. Until then the page says that it has none, or browsers would ask for one.
 */
export function showIconLater(): void {
  setTimeout(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', icon)
  }, patience)
}
