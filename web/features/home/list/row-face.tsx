import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { Avatar, EndMark } from '#web/components/person/avatar.tsx'
import { statusTones } from '#web/widgets/flow/status-tones.ts'

type RowFaceProps = {
  flow: ListedFlow
  /** Of the list. */
  scope: FlowScope
}

/**
 * The face of a row: how it ended, else who is waited for, else who started it. What waits for the
 * requester has the initiator's face.
 */
export function RowFace({ flow, scope }: RowFaceProps) {
  const { status, initiator, nextStep } = flow
  if (hasEnded(status)) {
    const tone = statusTones[status]
    return <EndMark tone={tone === 'good' || tone === 'bad' ? tone : 'quiet'} />
  }
  const { people = [], waits = [] } = nextStep ?? {}
  const waitedFor = waits.length === 0 ? people : waits.flatMap((wait) => wait.people)
  const [first, ...others] = scope === 'waiting' ? [] : new Set(waitedFor)
  const name = first ?? initiator.name ?? initiator.organization
  return name === null ? <EndMark tone="quiet" /> : <Avatar name={name} others={others.length} />
}
