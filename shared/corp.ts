import { z } from 'zod'
import { authorisationStatuses, installStatuses } from './app-status.ts'

/** What a corp has allowed. What upstream did not send is null. */
export const appStateSchema = z.object({
  install: z.enum(installStatuses),
  /** e签宝's own value for `install`; tells what an `unknown` one was. */
  installCode: z.union([z.number(), z.string()]).nullable(),
  authorisation: z.enum(authorisationStatuses),
  /** e签宝's own value for `authorisation`. */
  authorisationCode: z.union([z.number(), z.string()]).nullable(),
})

export type AppState = z.infer<typeof appStateSchema>

/** A corp's package of contracts. */
export const marginSchema = z.object({
  /** How many can still be started; null when upstream did not send it. */
  contractsLeft: z.number().int().nullable(),
})

export type Margin = z.infer<typeof marginSchema>
