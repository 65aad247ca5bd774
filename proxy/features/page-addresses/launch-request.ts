import { launchRequestSchema, type LaunchRequest } from '#shared/schemas/launch-page.ts'
import type { AppContext } from '#proxy/base/http/app-env.ts'
import { readJson } from '#proxy/base/http/json-request.ts'

/**
 * The optional body of a call that launches a page.
 * @throws ProblemError `invalid-request`
 */
export async function readLaunchRequest(c: AppContext): Promise<LaunchRequest> {
  return (await c.req.text()) === '' ? {} : readJson(c, launchRequestSchema)
}
