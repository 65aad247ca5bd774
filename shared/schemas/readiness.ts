import { z } from 'zod'
import { problemSchema } from './problem.ts'
import { launchKinds } from '#shared/rules/start-flow/start-flow-draft.ts'

/** Requirements for starting and signing a flow, in the order to fix them. */
export const readinessItems = [
  /** e签宝's micro-app is installed in the corp; fixed in DingTalk's application centre. */
  'app-installed',
  /** The corp has authorised our app; fixed on the page of `POST /api/corp/auth-url`. */
  'app-authorised',
  /** The corp is verified; fixed on the page of `POST /api/corp/realname-url`. */
  'corp-verified',
  /** The asker is verified; fixed on the page of `POST /api/me/realname-url`. */
  'person-verified',
  /** Contracts are left in the corp's package; fixed by buying more in e签宝's console. */
  'contracts-left',
] as const

export type ReadinessItem = (typeof readinessItems)[number]

export const readinessCheckSchema = z.object({
  item: z.enum(readinessItems),
  /** `unknown` if it could not be read; people may try to start or sign nevertheless. */
  state: z.enum(['ok', 'missing', 'unknown']),
  /** Whether the asker may fix it. */
  canFix: z.boolean(),
  /** Why the state is `unknown`; null if e签宝 answered. */
  problem: problemSchema.nullable(),
})

export type ReadinessCheck = z.infer<typeof readinessCheckSchema>

/** Answer of `GET /api/readiness`. */
export const readinessSchema = z.object({
  /** One for each item, in order. */
  checks: z.array(readinessCheckSchema),
  /** Null if unknown. */
  contractsLeft: z.number().int().nullable(),
  /** The ways to start a flow that e签宝 offers this app. */
  launches: z.array(z.enum(launchKinds)),
})

export type Readiness = z.infer<typeof readinessSchema>
