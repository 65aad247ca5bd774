import { createHash } from 'node:crypto'
import type { AppConfig } from '#shared/schemas/app-config.ts'

/**
 * The policy of the page: only its own files and the inline scripts and styles that the build put
 * into it. The workbench on a PC shows the app in a frame.
 *
 * Frames are there for DingTalk's client on iOS: bridges of its kind call native by loading a frame
 * from a made-up address, some with host names that a policy cannot spell, and a policy that stops
 * the frame stops the bridge. Pictures of seals are on hosts that e签宝 does not name beforehand.
 * @param mode `sandbox` lets pictures come by http too, from the e签宝 that is played on this machine
 */
export function contentSecurityPolicy(html: string, mode: AppConfig['mode'] = 'live'): string {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineHashes(html, 'script')],
    'style-src': ["'self'", ...inlineHashes(html, 'style')],
    'img-src': ["'self'", 'data:', mode === 'sandbox' ? 'http:' : 'https:'],
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

/** The policy of the service worker, which reads pages and files of ours, and nothing else. */
export const workerPolicy = "default-src 'none'; connect-src 'self'"

function inlineHashes(html: string, element: 'script' | 'style'): string[] {
  const elements = new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}\\s*>`, 'gi')
  const contents = [...html.matchAll(elements)]
    .filter(([, attributes = '']) => !/\ssrc\s*=/i.test(attributes))
    // Browsers hash the parsed text, with line feeds only.
    .map(([, , content = '']) => content.replace(/\r\n?/g, '\n'))
    .filter((content) => content !== '')
  return contents.map(
    (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  )
}
