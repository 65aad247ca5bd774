import type { AppConfig } from '#shared/schemas/app-config.ts'

/** The settings that the proxy wrote into the page; null if it did not. */
export function writtenAppConfig(): AppConfig | null {
  const written = document.querySelector<HTMLMetaElement>('meta[name="app-config"]')?.content
  return written ? JSON.parse(written) : null
}

/**
 * The page's settings. The proxy writes them into the page, which saves a round trip. The
 * development server does not, so they are fetched.
 */
export async function readAppConfig(): Promise<AppConfig> {
  const written = writtenAppConfig()
  if (written) return written
  const answer = await fetch('/api/config')
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const config: AppConfig = await answer.json()
  return config
}
