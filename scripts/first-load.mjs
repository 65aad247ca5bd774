/**
 * The files that a browser loads until the flow page is complete: the scripts and styles in
 * `index.html`, including preloaded ones.
 * @param {string} html `index.html` as built
 * @returns {string[]} files, relative to the built web app
 */
export function firstLoadFiles(html) {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/gi)].map(([tag]) => tag)
  const files = tags.flatMap((tag) => {
    const isLoaded =
      /^<script/i.test(tag) || /\brel="?(?:modulepreload|later|preload|stylesheet)\b/i.test(tag)
    const address = /\b(?:src|href)="?\/([^"\s>]+)/i.exec(tag)?.[1]
    return isLoaded && address !== undefined ? [address] : []
  })
  return [...new Set(files)]
}

/**
 * The inline scripts and styles of the page.
 * @param {string} html `index.html` as built
 */
export function inlineCode(html) {
  const elements = [...html.matchAll(/<(script|style)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi)]
  return elements.map(([, , code]) => code).join('\n')
}

/**
 * The page for a kind of client, without the bridge of the other kind (`proxy/features/page/document.ts`).
 * @param {string} html `index.html` as built
 * @param {'phone' | 'pc'} client
 */
export function pageFor(html, client) {
  const other = client === 'pc' ? 'phone' : 'pc'
  return html.replace(new RegExp(`<script data-client="${other}">[^]*?</script>`), '')
}
