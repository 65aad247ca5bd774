import { pairSigners } from '#shared/rules/situation/pair-signers.ts'
import type { StoredPerson, ReadSigner } from './flow-types.ts'

/**
 * The signers of a flow, merged from upstream, which knows names, and from our record. People of
 * our record without a match stay, as their names may differ. A doubtful name gives nobody a turn.
 * @param known in their order
 * @param read in their order
 */
export function mergeSigners(
  known: readonly StoredPerson[],
  read: readonly ReadSigner[],
): StoredPerson[] {
  const identified = known.filter(isIdentified)
  const by = new Set(read.flatMap(({ name, isPassedOn }) => (isPassedOn && name ? [name] : [])))
  // `wasPassedOn: true`, so that a signer of another name is never taken for a person of our record.
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
