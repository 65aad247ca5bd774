import {
  Archive,
  BellRing,
  CircleDot,
  CirclePlay,
  CircleX,
  ClockAlert,
  Eye,
  FileMinus,
  FilePen,
  FilePlus,
  type IconNode,
  Megaphone,
  Paperclip,
  Redo2,
  Signature,
  SquarePen,
  Stamp,
  Trash2,
  Undo2,
  UserMinus,
  UserPen,
  UserPlus,
} from 'lucide'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { TimelineKind } from './timeline.ts'

type LogStyle = {
  icon: IconNode
  /** The effect of the operation on the contract: it continues, it succeeded, it was stopped. */
  tone: 'quiet' | 'active' | 'good' | 'bad'
}

const styles: Record<TimelineKind, LogStyle> = {
  'flow-created': { icon: FilePlus, tone: 'active' },
  'flow-deleted': { icon: Trash2, tone: 'bad' },
  'flow-updated': { icon: FilePen, tone: 'quiet' },
  'flow-started': { icon: CirclePlay, tone: 'active' },
  'flow-revoked': { icon: Undo2, tone: 'bad' },
  'flow-expired': { icon: ClockAlert, tone: 'bad' },
  'flow-archived': { icon: Archive, tone: 'good' },
  'flow-viewed': { icon: Eye, tone: 'quiet' },
  'flow-handed-over': { icon: Redo2, tone: 'active' },
  'sign-area-added': { icon: SquarePen, tone: 'quiet' },
  'sign-area-removed': { icon: SquarePen, tone: 'quiet' },
  'sign-area-updated': { icon: SquarePen, tone: 'quiet' },
  signed: { icon: Signature, tone: 'good' },
  'sign-delegated': { icon: Redo2, tone: 'active' },
  'sign-notified': { icon: BellRing, tone: 'active' },
  'sign-refused': { icon: CircleX, tone: 'bad' },
  'seal-approval-started': { icon: Stamp, tone: 'active' },
  'seal-approval-agreed': { icon: Stamp, tone: 'good' },
  'seal-approval-refused': { icon: Stamp, tone: 'bad' },
  'document-added': { icon: FilePlus, tone: 'quiet' },
  'document-removed': { icon: FileMinus, tone: 'quiet' },
  'document-updated': { icon: FilePen, tone: 'quiet' },
  'attachment-added': { icon: Paperclip, tone: 'quiet' },
  'attachment-removed': { icon: Paperclip, tone: 'quiet' },
  'attachment-updated': { icon: Paperclip, tone: 'quiet' },
  'participant-added': { icon: UserPlus, tone: 'quiet' },
  'participant-removed': { icon: UserMinus, tone: 'quiet' },
  'participant-updated': { icon: UserPen, tone: 'quiet' },
  reminder: { icon: Megaphone, tone: 'active' },
  unknown: { icon: CircleDot, tone: 'quiet' },
}

export function logStyle(kind: TimelineKind): LogStyle {
  return styles[knownWord(styles, kind)]
}
