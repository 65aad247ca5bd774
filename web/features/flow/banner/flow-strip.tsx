import { Archive, type IconNode, Stamp, X } from 'lucide'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { Icon } from '#web/components/icon.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { countDone, type Place, type PlaceState, placesOf } from './strip-places.ts'
import './flow-strip.css'

const marks = { done: 'done', turn: undefined, later: undefined, ended: 'refused' } as const

const tones = {
  done: 'good',
  turn: 'active',
  later: 'quiet',
  ended: 'bad',
} as const satisfies Record<PlaceState, string>

/**
 * The way of the flow at a glance: who has signed, whose turn it is and since when, and what is
 * still to come. Hidden from screen readers, as the card of the signers says it in words.
 */
export function FlowStrip({ view, now }: { view: FlowView; now: number }) {
  const places = placesOf(view)
  const duration = useDuration()
  const { since } = view.situation.next
  const done = countDone(places)
  const turn = places.findIndex(({ state }) => state === 'turn')
  if (places.length === 0) return null
  return (
    <div className="flow-strip" data-testid="flow-strip" aria-hidden="true">
      {places.map((place, index) => (
        <span
          // Places have no id, and are drawn anew when they change.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={`strip-place is-${place.state}${index + 1 < done ? ' is-behind' : ''}`}
        >
          <Face place={place} />
          <span className="strip-name">
            <Name place={place} view={view} />
            {index === turn && since !== null && <b>{duration(now - since)}</b>}
          </span>
        </span>
      ))}
    </div>
  )
}

const glyphs: Record<'seal' | 'filing' | 'end', IconNode> = {
  seal: Stamp,
  filing: Archive,
  end: X,
}

function Face({ place }: { place: Place }) {
  const { state } = place
  if (place.is === 'signer') return <Avatar name={place.name} mark={marks[state]} />
  return (
    <span
      className={`avatar strip-glyph tone-${tones[state]}`}
      data-text={place.is === 'more' ? `+${place.count}` : undefined}
    >
      {place.is !== 'more' && <Icon icon={glyphs[place.is]} />}
    </span>
  )
}

function Name({ place, view }: { place: Place; view: FlowView }) {
  const tSigner = useWords(words.signer)
  const tApproval = useWords(words.approval)
  const tStage = useWords(words.stage)
  const tStatus = useWords(words.status)
  switch (place.is) {
    case 'signer':
      return <bdi>{place.name ?? tSigner.unnamed}</bdi>
    case 'seal':
      return <bdi>{tApproval.title}</bdi>
    case 'filing':
      return <bdi>{tStage.completion}</bdi>
    case 'end':
      return <bdi>{tStatus[view.flow.status]}</bdi>
    case 'more':
      return null
  }
}
