import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { toVariant, type StoredFile } from './stored-file.ts'

/** The page with its policy. */
export type PageDocument = { file: StoredFile; policy: string }

/** The page for each kind of client. */
export type PageDocuments = { phone: PageDocument; pc: PageDocument }

/** Elements for one kind of client only. */
const clientElements = {
  phone: /<script data-client="phone">[\s\S]*?<\/script>/,
  pc: /<script data-client="pc">[\s\S]*?<\/script>/,
}

const configElement = /<meta\s+name="app-config"\s+content=""\s*\/?>/

/** Inserts the app's config into the built page, and compresses it once. */
export async function createDocuments(
  built: StoredFile,
  config: AppConfig,
): Promise<PageDocuments> {
  const html = new TextDecoder().decode(built.variants.get('identity')?.body)
  if (!configElement.test(html)) {
    throw new Error('index.html lacks <meta name="app-config" content="">')
  }
  const content = escapeHtml(JSON.stringify(config))
  const page = html.replace(configElement, () => `<meta name="app-config" content="${content}">`)
  const [phone, pc] = await Promise.all([
    toDocument(page.replace(clientElements.pc, '')),
    toDocument(page.replace(clientElements.phone, '')),
  ])
  return { phone, pc }
}

/**
 * Picks the page that probably fits; the other one loads the client's bridge as a separate file.
 */
export function isPhone(userAgent: string): boolean {
  return /\b(?:Android|iPhone|iPad|OpenHarmony)\b/.test(userAgent)
}

async function toDocument(page: string): Promise<PageDocument> {
  const bytes = Buffer.from(page)
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  const [gzipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params }),
  ])
  return {
    policy: contentSecurityPolicy(page),
    file: {
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
      variants: new Map([
        ['identity', toVariant(bytes)],
        ['gzip', toVariant(gzipped)],
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
