import { randomBytes } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { AppContext } from '#proxy/base/http/app-env.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { deriveSecret, isSame, encrypt, decrypt } from '#proxy/base/secrets.ts'
import type { Clock } from '#shared/rules/time.ts'

const stateSchema = z.object({
  id: z.string(),
  /** The value of the browser's cookie. */
  browser: z.string(),
  /** Path, query and fragment of the page to go back to. */
  returnTo: z.string(),
  /** When it expires, epoch milliseconds. */
  until: z.number(),
})

type SignInState = z.output<typeof stateSchema>

/**
 * States of sign-ins on DingTalk's page. DingTalk has no PKCE, so what comes back is believed only
 * with a state that we encrypted for the same browser minutes ago.
 */
export type SignInStates = {
  /** Gives the browser its cookie. */
  begin(c: AppContext, returnTo: string): string
  /** @returns null if it has expired, is not ours, or was begun in another browser */
  read(c: AppContext, state: string): SignInState | null
}

const lifetimeMs = 10 * 60_000

const cookieName = 'sign-in'

/** @param secrets the first encrypts, all decrypt */
export function createSignInStates(
  secrets: readonly string[],
  publicUrl: string,
  now: Clock,
): SignInStates {
  const keys = secrets.map((secret) => deriveSecret(secret, 'sign-in-state'))
  const [ownKey] = keys
  if (ownKey === undefined) throw new Error('states need a secret')
  const prefix = publicUrl.startsWith('https:') ? 'host' : undefined

  // The same for all tabs, in which several sign-ins may be under way.
  const browserOf = (c: AppContext) => getCookie(c, cookieName, prefix)

  return {
    begin(c, returnTo) {
      const browser = browserOf(c) ?? randomBytes(16).toString('base64url')
      setCookie(c, cookieName, browser, {
        ...(prefix === undefined ? {} : { prefix, secure: true }),
        httpOnly: true,
        // Sent with the way back from DingTalk's page.
        sameSite: 'Lax',
        path: '/',
        maxAge: lifetimeMs / 1000,
      })
      const id = randomBytes(16).toString('base64url')
      const state: SignInState = { id, browser, returnTo, until: now() + lifetimeMs }
      return encrypt(JSON.stringify(state), ownKey)
    },
    read(c, encrypted) {
      const texts = keys.map((key) => decrypt(encrypted, key))
      const text = texts.find((each) => each !== null) ?? ''
      const state = stateSchema.safeParse(parseJsonText(text)).data
      if (state === undefined || state.until <= now()) return null
      return isSame(browserOf(c) ?? '', state.browser) ? state : null
    },
  }
}
