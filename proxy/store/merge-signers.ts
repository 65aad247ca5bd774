import type { FlowPerson, ReadSigner } from './registry.ts'

/**
 * The signers of a flow after upstream told of them. Upstream knows them by name, we may know more.
 * Those that it does not name are kept where we know who they are: their names may differ.
 * @param known in their order
 * @param read in their order
 */
export function mergeSigners(
  known: readonly FlowPerson[],
  read: readonly ReadSigner[],
): FlowPerson[] {
  const left = [...read]
  const kept = known.filter(isIdentified).map((signer) => {
    const found = left.findIndex(({ name }) => name === signer.name)
    const [match] = found === -1 ? [] : left.splice(found, 1)
    return { ...signer, isWaitedFor: match?.isWaitedFor ?? false }
  })
  const unknown = { userId: null, account: null, order: null, requirement: null }
  return [...kept, ...left.map((signer) => ({ role: 'signer' as const, ...unknown, ...signer }))]
}

function isIdentified({ userId, account }: FlowPerson): boolean {
  return userId !== null || account !== null
}
