import type { FlowView } from '#shared/flow.ts'
import type { SignerSituation } from '#shared/situation.ts'

/**
 * How signing is offered to the viewer of a flow.
 * - `due`: it is the viewer's turn.
 * - `possible`: somebody is waited for of whom the app does not know whether it is the viewer.
 */
export type SignOffer = 'due' | 'possible'

/**
 * Whether the viewer may have something to sign; null when certainly not.
 * @param viewerName as DingTalk tells it
 */
export function signOffer(view: FlowView, viewerName: string): SignOffer | null {
  const { flow, signers, registry, situation } = view
  if (flow.status !== 'signing') return null
  const people = registry?.people ?? []
  const isMe = ({ person }: SignerSituation) => person !== null && people[person]?.isMe === true
  if (!('ok' in signers)) {
    const hasSigned = situation.signers.some((signer) => isMe(signer) && signer.state === 'done')
    return hasSigned ? null : 'possible'
  }
  const due = situation.signers.filter(({ state }) => state === 'due')
  if (due.some((signer) => signer.isPersonSure && isMe(signer))) return 'due'
  // Where nobody's turn is told, it may be anybody's who has not signed.
  const isAnyone = situation.next.kind === 'waiting-for-anyone'
  const open = isAnyone ? situation.signers.filter(({ state }) => state === 'unknown') : due
  const myNames = [viewerName, ...people.flatMap(({ isMe: mine, name }) => (mine ? name : []))]
  const mayBeMe = (signer: SignerSituation) =>
    isMe(signer) ||
    // Of others no more than the name is known.
    (!signer.isPersonSure && (people.length === 0 || myNames.includes(signer.name)))
  return open.some(mayBeMe) ? 'possible' : null
}
