import { sandboxCorpId } from '#sandbox/credentials.ts'

/** The path of the sandbox's flow with this name, as in a link completed by DingTalk. */
export function linkTo(name: string): string {
  return `/flows/PRO-SANDBOX-${name}?corpId=${sandboxCorpId}`
}

/** Matches every read of a flow's detail, for faults. */
export const flowReads = 'GET /v2.0/esign/flowTasks/'
