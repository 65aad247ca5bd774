import { assistantProblems } from './problems/assistants.ts'
import { callerProblems } from './problems/caller.ts'
import { configurationProblems } from './problems/configuration.ts'
import { internalProblems } from './problems/internal.ts'
import { permissionProblems } from './problems/permission.ts'
import { stateProblems } from './problems/state.ts'
import { termsProblems } from './problems/terms.ts'
import { throttledProblems } from './problems/throttled.ts'
import { upstreamProblems } from './problems/upstream.ts'
import { webhookProblems } from './problems/webhooks.ts'

/** Every problem that the proxy reports. To add one, add an entry to one of these files. */
export const problems = {
  ...callerProblems,
  ...stateProblems,
  ...permissionProblems,
  ...configurationProblems,
  ...throttledProblems,
  ...termsProblems,
  ...assistantProblems,
  ...webhookProblems,
  ...upstreamProblems,
  ...internalProblems,
}

export type ProblemCode = keyof typeof problems

// `Object.keys` returns plain strings.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const problemCodes = Object.keys(problems) as ProblemCode[]
