import type { AppConfig } from '#shared/schemas/app-config.ts'

/**
 * The page's settings. The proxy writes them into the page, which saves a round trip. The
 * development server does not, so they are fetched.
 */
export async function readAppConfig(): Promise<AppConfig> {
  const written = document.querySelector<HTMLMetaElement>('meta[name="app-config"]')?.content
  if (written) {
    const config: AppConfig = JSON.parse(written)
    return config
  }
  const answer = await fetch('/api/config')
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const config: AppConfig = await answer.json()
  return config
}
