import type { AppConfig } from '#shared/schemas/app-config.ts'
import { readBuiltFiles } from './built-files.ts'
import { createDocuments, type PageDocuments } from './document.ts'
import type { StoredFile } from './stored-file.ts'

/** The built web app in memory. */
export type WebApp = {
  documents: PageDocuments
  /** The name of the build, as in its page; null if that has none. */
  release: string | null
  /** The other files, by path. */
  files: ReadonlyMap<string, StoredFile>
}

/**
 * Reads the built web app.
 * @param folder of the build
 * @returns null if it is not built
 */
export async function loadWebApp(folder: string, config: AppConfig): Promise<WebApp | null> {
  const files = await readBuiltFiles(folder)
  const page = files?.get('/index.html')
  if (files === null || page === undefined) return null
  files.delete('/index.html')
  const html = new TextDecoder().decode(page.variants.get('identity')?.body)
  const release = /<meta name="release" content="([^"]+)"/.exec(html)?.[1] ?? null
  return { documents: await createDocuments(page, config), release, files }
}
