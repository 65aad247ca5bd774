import { createHash } from 'node:crypto'

/**
 * The policy of the page: only its own files and the inline scripts and styles from the build. The
 * PC workbench shows the app in a frame.
 *
 * Frames are allowed for DingTalk's client on iOS: bridges of its kind call native code by loading
 * a frame from a made-up address, some with host names that a policy cannot express, and blocking
 * the frame breaks the bridge. Seal pictures come from hosts that e签宝 does not announce.
 */
export function contentSecurityPolicy(html: string): string {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineHashes(html, 'script')],
    'style-src': ["'self'", ...inlineHashes(html, 'style')],
    'img-src': ["'self'", 'data:', 'https:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'frame-src': ['https:', 'dingtalk:', 'wvjbscheme:'],
    'frame-ancestors': ["'self'", 'https://*.dingtalk.com'],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'object-src': ["'none'"],
  }
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ')
}

/**
 * The policy of the service worker, which may only fetch our own pages and files. WebKit applies
 * `worker-src` to a worker's script that it fetches for a page.
 */
export const workerPolicy = "default-src 'none'; connect-src 'self'; worker-src 'self'"

/**
 * The policy of the viewer's worker, which loads its own decoder, and character maps and fonts; it
 * may not run code made from text, nor WebAssembly.
 */
export const viewerWorkerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'"

function inlineHashes(html: string, element: 'script' | 'style'): string[] {
  const elements = new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}\\s*>`, 'gi')
  const contents = [...html.matchAll(elements)]
    .filter(([, attributes = '']) => !/\ssrc\s*=/i.test(attributes))
    // Browsers hash the parsed text, in which line breaks are line feeds.
    .map(([, , content = '']) => content.replace(/\r\n?/g, '\n'))
    .filter((content) => content !== '')
  return contents.map(
    (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  )
}
