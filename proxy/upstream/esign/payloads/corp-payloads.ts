import { z } from 'zod'
import type { AppState, Margin } from '#shared/schemas/corp.ts'
import { code, integer, pageAddress, toFlag, vocabulary } from './upstream-values.ts'

/**
 * Whether something was done: 2.0 sends `{result}` or a bare boolean, as does 1.0 inside its
 * `data`. Null if upstream does not say.
 */
export const donePayload = z
  .union([z.boolean(), z.string(), z.null(), z.looseObject({ result: z.unknown().optional() })])
  .transform((payload) =>
    toFlag(typeof payload === 'object' && payload !== null ? payload.result : payload),
  )

/** 2.0's documentation calls the number a Float, 1.0's a Long. */
export const marginPayload = z
  .object({ margin: integer })
  .transform(({ margin }): Margin => ({ contractsLeft: margin }))

const toInstall = vocabulary([
  ['OPEN', 'installed'],
  ['CLOSE', 'not-installed'],
])

const toAuthorisation = vocabulary([
  ['AUTH', 'authorised'],
  ['UNAUTH', 'not-authorised'],
])

export const appStatePayload = z
  .object({ installStatus: code, authStatus: code })
  .transform(({ installStatus, authStatus }): AppState => ({
    install: toInstall(installStatus),
    installCode: installStatus,
    authorisation: toAuthorisation(authStatus),
    authorisationCode: authStatus,
  }))

/** 1.0's documentation and SDK declare the address as a number. */
export const consolePayload = z
  .object({ orgConsoleUrl: pageAddress })
  .transform(({ orgConsoleUrl }) => orgConsoleUrl)
