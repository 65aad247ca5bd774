import { noTexts } from '#shared/rules/party/party.ts'
import { pairSigners } from '#shared/rules/situation/pair-signers.ts'
import type { StoredPerson, ReadSigner } from './flow-types.ts'

export function identifiedSigners<Person extends Pick<StoredPerson, 'role' | 'userId' | 'account'>>(
  people: readonly Person[],
): Person[] {
  return people.filter(
    ({ role, userId, account }) => role === 'signer' && (userId !== null || account !== null),
  )
}

/** What e签宝 does not tell of a signer. */
const unread = { ...noTexts, order: null, requirement: null }

/**
 * Merges the signers that upstream returns with those of our record. Those without a match stay, as
 * their names may differ. An ambiguous name gives nobody a turn.
 * @param known in order
 * @param read in order
 */
export function mergePeople(
  known: readonly StoredPerson[],
  read: readonly ReadSigner[],
): StoredPerson[] {
  const identified = identifiedSigners(known)
  const by = new Set(read.flatMap(({ name, isPassedOn }) => (isPassedOn && name ? [name] : [])))
  // `wasPassedOn: true`, so that a signer is only matched to our record by the same name.
  const pairs = pairSigners(read, identified, { wasPassedOn: true, by })
  const kept = identified.map((signer, index) => {
    const found = pairs.findIndex(({ person }) => person === index)
    const isDue = pairs[found]?.isSure === true && read[found]?.isWaitedFor === true
    return { ...signer, isWaitedFor: isDue }
  })
  const left = read.filter((_, index) => (pairs[index]?.person ?? null) === null)
  return [
    ...kept,
    ...left.map(({ name, isWaitedFor }) => {
      return { role: 'signer' as const, ...unread, name, isWaitedFor }
    }),
    ...known.filter(({ role }) => role === 'cc'),
  ]
}
