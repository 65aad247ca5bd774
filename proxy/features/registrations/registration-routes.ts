import { Hono } from 'hono'
import type { z } from 'zod'
import { importTimeoutMs } from '#shared/rules/import-timeout.ts'
import {
  listedRegistrationSchema,
  maxRegistrationKB,
  maxRegistrationListKB,
  registrationListSchema,
  registrationSchema,
  signedBodySchema,
  type RegistrationAnswer,
} from '#shared/schemas/registration.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpAdmission } from '#proxy/features/corp/corp-admission.ts'
import { requireBought, type SubscriptionDeps } from '#proxy/features/corp/subscription.ts'
import { taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import { PersonGate } from '#proxy/base/limits/person-gate.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { FlowImporter } from './flow-importer.ts'
import { importAll } from './import-all.ts'
import { readImportRows } from './import-rows.ts'
import type { Registrations } from './registrations.ts'
import type { RegistrationSignatures } from './registration-signature.ts'

export type RegistrationDeps = {
  signatures: RegistrationSignatures
  registrations: Registrations
  flowImporter: FlowImporter
  /** The only corp of an internal app; null for a third-party app. */
  corpId: string | null
  roles: Pick<Roles, 'requireAdmin'>
  corps: Pick<CorpAdmission, 'requireActive'>
}

/**
 * Registration of flows started elsewhere: by a corp's other systems, without a signed-in person,
 * and by its admins.
 */
export function registrationRoutes(
  deps: RegistrationDeps,
  subscription: SubscriptionDeps,
  audit: AuditLog,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const { registrations, flowImporter, roles } = deps
  const imports = new PersonGate(1, importTimeoutMs)
  return routes
    .put('/:taskId', limitJsonBodyTo(maxRegistrationKB), async (c) => {
      const taskId = taskIdOf(c)
      const signedAt = await requireSignature(c, taskId, deps)
      const { corpId, ...flow } = await readJson(c, registrationSchema)
      await requireBought(subscription, corpId)
      const strangers = await registrations.strangersIn(corpId, [flow])
      await registrations.register(corpId, taskId, flow, { signedAt, strangers })
      return c.body(null, 204)
    })
    .post('/', limitJsonBodyTo(maxRegistrationListKB), async (c) => {
      const signedAt = await requireSignature(c, '*', deps)
      const list = await readJson(c, registrationListSchema)
      await requireBought(subscription, list.corpId)
      return c.json(await registerAll(registrations, list, signedAt))
    })
    .post('/import', policy({ isBought: true }), limitJsonBodyTo(64), async (c) => {
      const session = roles.requireAdmin(c)
      const read = readImportRows(await c.req.text())
      const until = performance.now() + importTimeoutMs
      const answer = await imports.inTurn(() =>
        importAll(flowImporter, session.corpId, read, until),
      )
      await audit.note(session, 'flows-imported', { taskId: null, detail: String(answer.taken) })
      return c.json(answer)
    })
}

/**
 * @param taskId of the flow, or `*` for a list
 * @returns when it was signed, epoch milliseconds
 * @throws ProblemError `signature-invalid`, `corp-not-allowed`, `corp-stopped`, `invalid-request`
 */
async function requireSignature(
  c: AppContext,
  taskId: string,
  { signatures, corpId: ourCorpId, corps }: RegistrationDeps,
): Promise<number> {
  const header = c.req.header('x-flow-signature') ?? ''
  // The cheapest check comes first, as anybody can send requests here.
  const signedAt = signatures.timeOf(header)
  if (signedAt === null) throw invalid()
  const body = new Uint8Array(await c.req.arrayBuffer())
  const { corpId } = await readJson(c, signedBodySchema)
  if (!signatures.isSigned(header, { corpId, taskId, body })) throw invalid()
  if (ourCorpId !== null && corpId !== ourCorpId)
    throw new ProblemError('corp-not-allowed', 'This app belongs to another organisation.')
  await corps.requireActive(corpId)
  return signedAt
}

function invalid(): ProblemError {
  return new ProblemError(
    'signature-invalid',
    'The header x-flow-signature does not match this request or has expired.',
  )
}

type NotTaken = RegistrationAnswer['notTaken'][number]

async function registerAll(
  registrations: Registrations,
  { corpId, flows }: z.output<typeof registrationListSchema>,
  signedAt: number,
): Promise<RegistrationAnswer> {
  const notTaken: NotTaken[] = []
  const valid: (z.output<typeof listedRegistrationSchema> & { index: number })[] = []
  const seen = new Set<string>()
  for (const [index, listed] of flows.entries()) {
    const parsed = listedRegistrationSchema.safeParse(listed)
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.'))
      notTaken.push({ index, taskId: taskIdIn(listed), reason: 'invalid', fields })
      continue
    }
    const { taskId } = parsed.data
    if (seen.has(taskId)) {
      notTaken.push({ index, taskId, reason: 'repeated', fields: [] })
      continue
    }
    seen.add(taskId)
    valid.push({ ...parsed.data, index })
  }
  const strangers = await registrations.strangersIn(corpId, valid)
  for (const { index, taskId, ...flow } of valid) {
    try {
      // One flow at a time is enough for the store.
      await registrations.register(corpId, taskId, flow, { signedAt, strangers })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      notTaken.push({ index, taskId, reason: 'store-unavailable', fields: [] })
    }
  }
  return {
    taken: flows.length - notTaken.length,
    notTaken: notTaken.toSorted((one, other) => one.index - other.index),
  }
}

function taskIdIn(listed: unknown): string | null {
  const taskId: unknown = Reflect.get(Object(listed), 'taskId')
  return typeof taskId === 'string' ? taskId.slice(0, 128) : null
}
