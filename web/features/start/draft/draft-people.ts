import { partyOf } from '#shared/rules/party/party.ts'
import type { PickedPerson } from '#web/dingtalk/pick-people.ts'
import { type DraftPerson, type DraftSigner, signerTextsOf } from './draft.ts'
import { newKey } from './new-key.ts'

/**
 * Updates a list after members were picked: members picked before stay unchanged, new ones are
 * appended, others are removed. Outsiders stay.
 */
export function withPicked<Person extends DraftPerson>(
  people: readonly Person[],
  picked: readonly PickedPerson[],
  toPerson: (person: DraftPerson) => Person,
): Person[] {
  const stayed = people.filter(
    (person) => person.kind === 'outsider' || picked.some(({ userId }) => userId === person.userId),
  )
  const isThere = ({ userId }: PickedPerson) =>
    stayed.some((person) => person.kind === 'member' && person.userId === userId)
  const added = picked
    .filter((member) => !isThere(member))
    .map((member) => toPerson({ key: newKey(), kind: 'member', ...member }))
  return [...stayed, ...added]
}

export function memberIds(people: readonly DraftPerson[]): string[] {
  return people.flatMap((person) => (person.kind === 'member' ? [person.userId] : []))
}

export function outsiderCount(people: readonly DraftPerson[]): number {
  return people.filter(({ kind }) => kind === 'outsider').length
}

/** A signer with the defaults: the personal seal, and signing after the previous ones. */
export function asSigner(person: DraftPerson): DraftSigner {
  return { ...person, ...signerTextsOf({}), seals: ['personal'], withPrevious: false }
}

export function newOutsider(): DraftPerson {
  return { key: newKey(), ...partyOf('outsider', () => '') }
}

/** Replaces the person with the same key, or appends the person. */
export function put<Person extends DraftPerson>(
  people: readonly Person[],
  person: Person,
): Person[] {
  const isThere = people.some(({ key }) => key === person.key)
  return isThere
    ? people.map((other) => (other.key === person.key ? person : other))
    : [...people, person]
}

/** Whether somebody outside signs for a company and nobody of the organisation does. */
export function lacksOwnSeal(signers: readonly DraftSigner[]): boolean {
  const isSealing = (kind: DraftPerson['kind']) =>
    signers.some((signer) => signer.kind === kind && signer.seals.includes('company'))
  return isSealing('outsider') && !isSealing('member')
}
