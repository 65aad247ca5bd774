import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { AppConfig } from '../../shared/app-config.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { toVariant, type StoredFile } from './stored-file.ts'

/** The page with its policy. */
export type PageDocument = { file: StoredFile; policy: string }

const configElement = /<meta\s+name="app-config"\s+content=""\s*\/?>/

/**
 * Puts the app's config into the built page, which then need not ask for it, and compresses it once
 * and for all.
 */
export function createDocument(built: StoredFile, config: AppConfig): PageDocument {
  const html = new TextDecoder().decode(built.variants.get('identity')?.body)
  if (!configElement.test(html)) {
    throw new Error('index.html lacks <meta name="app-config" content="">')
  }
  const content = escapeHtml(JSON.stringify(config))
  const page = html.replace(configElement, () => `<meta name="app-config" content="${content}">`)
  const bytes = Buffer.from(page)
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  return {
    policy: contentSecurityPolicy(page),
    file: {
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
      variants: new Map([
        ['identity', toVariant(bytes)],
        ['gzip', toVariant(gzipSync(bytes, { level: 9 }))],
        ['br', toVariant(brotli)],
      ]),
    },
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
