import { pairSigners } from '#shared/rules/situation/pair-signers.ts'
import type { StoredPerson, ReadSigner } from './flow-types.ts'

/**
 * The signers of a flow after upstream told of them. Upstream knows them by name, we may know more.
 * Those that it does not name are kept where we know who they are: their names may differ. It is
 * nobody's turn by a name that leaves a doubt about who it is.
 * @param known in their order
 * @param read in their order
 */
export function mergeSigners(
  known: readonly StoredPerson[],
  read: readonly ReadSigner[],
): StoredPerson[] {
  const identified = known.filter(isIdentified)
  const by = new Set(read.flatMap(({ name, isPassedOn }) => (isPassedOn && name ? [name] : [])))
  // As if something had been passed on: who has another name is told apart from who is known.
  const pairs = pairSigners(read, identified, { wasPassedOn: true, by })
  const kept = identified.map((signer, index) => {
    const found = pairs.findIndex(({ person }) => person === index)
    const isDue = pairs[found]?.isSure === true && read[found]?.isWaitedFor === true
    return { ...signer, isWaitedFor: isDue }
  })
  const left = read.filter((_, index) => (pairs[index]?.person ?? null) === null)
  const unknown = { userId: null, account: null, order: null, requirement: null }
  return [
    ...kept,
    ...left.map(({ name, isWaitedFor }) => {
      return { role: 'signer' as const, ...unknown, name, isWaitedFor }
    }),
  ]
}

function isIdentified({ userId, account }: StoredPerson): boolean {
  return userId !== null || account !== null
}
