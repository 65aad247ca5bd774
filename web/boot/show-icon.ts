import icon from './icon.svg?inline'

/**
 * Gives the page its icon. To draw it keeps a slow phone busy for 10 ms, so it is not there when the page
 * loads; the page says then that it has none, or browsers would ask for one.
 */
export function showIcon(): void {
  document.querySelector('link[rel=icon]')?.setAttribute('href', icon)
}
