import { internalApp, thirdPartyApp } from '../credentials.ts'
import type { CorpTokenHolder } from './access-tokens.ts'

/** The agent id of the caller's app in the caller's organisation. */
export function agentIdOf({ kind, corpId }: CorpTokenHolder): string | undefined {
  if (kind === 'internal') return internalApp.agentId
  return Object.entries(thirdPartyApp.agentIds).find(([key]) => key === corpId)?.[1]
}
