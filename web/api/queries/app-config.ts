import type { AppConfig } from '#shared/schemas/app-config.ts'

/**
 * What the page knows before anybody is signed in. The proxy writes it into the page, which saves
 * a round trip before the auth code; the development server does not, so it is asked for there.
 */
export async function readAppConfig(): Promise<AppConfig> {
  const written = document.querySelector<HTMLMetaElement>('meta[name="app-config"]')?.content
  if (written) {
    const config: AppConfig = JSON.parse(written)
    return config
  }
  const answer = await fetch('/api/config')
  const config: AppConfig = await answer.json()
  return config
}
