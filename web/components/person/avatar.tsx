import { Check, type IconNode, Minus, UserRound, X } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import type { Tone } from '#web/components/note/tone.ts'
import './avatar.css'
import { colourOf, shortName } from './short-name.ts'

type AvatarMark = 'done' | 'refused' | 'turn'

const marks: Record<AvatarMark, { tone: Tone; icon: IconNode | null }> = {
  done: { tone: 'good', icon: Check },
  refused: { tone: 'bad', icon: X },
  turn: { tone: 'active', icon: null },
}

type AvatarProps = {
  /** Null if it is not given. */
  name: string | null
  /** In the lower right corner; the words next to it have to say the same. */
  mark?: AvatarMark | undefined
  /** How many others there are, in the corner: "+2". */
  others?: number
}

/** A person's name in short, or an icon, in a square. Hidden from screen readers and from copying. */
export function Avatar({ name, mark, others = 0 }: AvatarProps) {
  return (
    <span
      className={name === null ? 'avatar' : `avatar avatar-${colourOf(name)}`}
      data-text={name === null ? undefined : shortName(name)}
      aria-hidden="true"
    >
      {name === null && <Icon icon={UserRound} />}
      {mark !== undefined && <Mark {...marks[mark]} />}
      {others > 0 && <span className="avatar-more" data-text={`+${others}`} />}
    </span>
  )
}

function Mark({ tone, icon }: { tone: Tone; icon: IconNode | null }) {
  return (
    <span className={`avatar-mark tone-${tone}${icon === null ? ' is-turn' : ''}`}>
      {icon && <Icon icon={icon} />}
    </span>
  )
}

const ends = { good: Check, bad: X, quiet: Minus }

/** In place of an avatar, for what has ended well, badly, or neither. */
export function EndMark({ tone }: { tone: keyof typeof ends }) {
  return (
    <span className={`avatar is-end tone-${tone}`} aria-hidden="true">
      <Icon icon={ends[tone]} />
    </span>
  )
}
