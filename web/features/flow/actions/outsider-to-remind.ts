import type { FlowView } from '#shared/schemas/flow/flow.ts'

/**
 * The outside signer whom the viewer can remind by the signing link, if the flow waits for nobody
 * else who cannot be reminded in DingTalk.
 */
export function outsiderToRemind({ registry }: FlowView): { signer: number; name: string } | null {
  const [waited, ...others] = registry?.urge.unreached ?? []
  if (waited === undefined || waited === null || others.length > 0) return null
  const people = registry?.people ?? []
  const signer = people.findIndex(({ name, hasSignLink, isWaitedFor }) => {
    return hasSignLink === true && isWaitedFor && name === waited
  })
  return signer === -1 ? null : { signer, name: waited }
}
