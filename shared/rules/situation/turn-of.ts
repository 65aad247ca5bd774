import type { SignerSituation, Situation } from './situation.ts'

/**
 * Whether it is a person's turn to sign.
 * - `due`: it is.
 * - `possible`: somebody is waited for who may be this person.
 * - null: it is not.
 * @param people of the flow's record as this person sees it; empty if it was not started here
 * @param name the person's name in DingTalk
 */
export function turnOf(
  { signers, next }: Situation,
  people: readonly { name: string | null; isMe: boolean }[],
  name: string,
): 'due' | 'possible' | null {
  const isMe = ({ person }: SignerSituation) => person !== null && people[person]?.isMe === true
  const due = signers.filter(({ state }) => state === 'due')
  if (due.some((signer) => signer.isPersonSure && isMe(signer))) return 'due'
  // If e签宝 does not say whose turn it is, it may be the turn of any signer who has not signed.
  const isAnyone = next.kind === 'waiting-for-anyone'
  const open = isAnyone ? signers.filter(({ state }) => state === 'unknown') : due
  const names = [name, ...people.flatMap((person) => (person.isMe ? person.name : []))]
  const mayBeMe = (signer: SignerSituation) =>
    isMe(signer) ||
    // Of other signers only the name is known.
    (!signer.isPersonSure && (people.length === 0 || names.includes(signer.name)))
  return open.some(mayBeMe) ? 'possible' : null
}
