import { sandboxCorpId } from '#sandbox/credentials.ts'

/** Where the sandbox's flow of this name is, opened as from a link that DingTalk filled in. */
export function linkTo(name: string): string {
  return `/flows/PRO-SANDBOX-${name}?corpId=${sandboxCorpId}`
}

/** Every reading of a flow's detail, for faults. */
export const flowReads = 'GET /v2.0/esign/flowTasks/'
