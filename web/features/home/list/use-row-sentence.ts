import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { waitText } from '#shared/rules/words/next-step-sentence.ts'
import { useLasting } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { listedToDo } from './listed-to-do.ts'

/** Returns a function that describes in a few words what a listed flow waits for. */
export function useRowSentence(now: number): (flow: ListedFlow) => string {
  const t = useWords(homeWords)
  const tFlow = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const lasting = useLasting()
  const moment = useMoment(now)
  const { name } = useSession()
  const waitedSince = (since: number | null, text = t.rowWaited) =>
    since === null ? '' : ` · ${lasting(now - since, text)}`

  return (flow) => {
    const { nextStep } = flow
    if (nextStep === null) return t.notReadYet
    const { kind, since, reason, waits = [] } = nextStep
    const people = nextStep.people.join(tStep.between)
    const waited = waitedSince(since)
    const at = since === null ? '' : t.rowAt({ time: moment(since) })
    const toDo = listedToDo(flow, name)
    if (toDo !== null) {
      const turns = {
        sign: tFlow.turnToSign,
        approve: tFlow.turnToApprove,
        'approve-by-name': tFlow.turnToApprovePerhaps,
      }
      return turns[toDo.is] + waitedSince(toDo.since, tFlow.turnWaited)
    }
    const because = reason === null ? '' : t.rowBecause({ reason })
    switch (kind) {
      case 'waiting-for-signature':
        return people === '' ? t.rowSigning : t.rowWaiting({ people }) + waited
      case 'waiting-for-anyone':
        return people === '' ? t.rowSigning : t.rowNotSigned({ people })
      case 'waiting-for-seal-approval':
        return (people === '' ? t.rowSealUnknown : t.rowSeal({ people })) + waited
      case 'seal-approval-refused': {
        const signers = waits.flatMap((wait) => wait.people).join(tStep.between)
        return signers === '' ? t.rowSealRefused : t.rowSealAgain({ people: signers }) + waited
      }
      case 'waiting-for-several': {
        const things = waits.map((wait) => waitText(wait, tStep)).join(tStep.betweenThings)
        return t.rowSeveral({ things }) + waited
      }
      case 'signing-unknown-who':
        return t.rowSigning
      case 'refused-not-ended':
      case 'refused':
        return t.rowRefused({ at, people: people || t.rowSomebody }) + because
      case 'completed':
        return t.rowCompleted({ at })
      case 'completed-not-all-signed':
        return t.rowCompletedWithout({ at, people: people || t.rowSomebody })
      case 'all-signed-not-completed':
        return t.rowAllSigned
      case 'revoked':
        return t.rowRevoked({ at }) + because
      case 'expired':
        return t.rowExpired({ at })
      case 'terminated':
        // e签宝 does not record when.
        return t.rowTerminated
      case 'deleted':
        return t.rowDeleted({ at })
      case 'draft':
        return t.rowDraft
      default:
        return t.rowUnknown
    }
  }
}
