/**
 * Follows the device's light or dark look. DingTalk's Android web view may not answer the media
 * query, but some versions write the look into the user agent (`colorScheme/dark`).
 */
export function applyColorScheme(): void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  const agentIsDark = /\bcolorScheme\/dark\b/.test(navigator.userAgent)
  const apply = () => {
    const scheme = query.matches || agentIsDark ? 'dark' : 'light'
    document.documentElement.setAttribute('data-prefers-color-scheme', scheme)
  }
  apply()
  // `addEventListener` is missing on the media queries of Safari 13.
  query.addListener(apply)
}
