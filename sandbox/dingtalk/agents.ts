import { createHash } from 'node:crypto'
import { internalApp, thirdPartyApp } from '#sandbox/credentials.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'

/** For an organisation that is not seeded, it is made from the organisation's id. */
export function agentIdOf({ kind, corpId }: CorpTokenHolder): string {
  if (kind === 'internal') return internalApp.agentId
  const known = Object.entries(thirdPartyApp.agentIds).find(([key]) => key === corpId)?.[1]
  return (
    known ??
    String(
      4_000_000_000 + (createHash('sha256').update(corpId).digest().readUInt32BE() % 1_000_000_000),
    )
  )
}
