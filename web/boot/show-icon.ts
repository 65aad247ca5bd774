import icon from './icon.svg?inline'

/**
 * Sets the page's icon. Drawing it takes a slow phone 10 ms, so the page starts with an empty one,
 * without which browsers ask for `/favicon.ico`.
 */
export function showIcon(): void {
  document.querySelector('link[rel=icon]')?.setAttribute('href', icon)
}
