import type { LogType } from './log-type.ts'

/** What a record can begin or end in a flow's life, see `StageKind`. */
export type MilestoneKind =
  | 'creation'
  | 'preparation'
  | 'signature'
  | 'refusal'
  | 'seal-request'
  | 'seal-approval'
  | 'seal-refusal'
  | 'passing-on'
  | 'completion'
  | 'revocation'
  | 'expiry'
  | 'deletion'

interface LogTypeFacts {
  milestone?: MilestoneKind
  /** Whether it may be another signer's turn afterwards. */
  mayBeginTurn?: true
  /** Whose turn is over afterwards: the operator's, or everybody's. */
  endsTurn?: 'own' | 'all'
}

/** What follows from a record of each kind. */
export const logTypeFacts: Record<LogType, LogTypeFacts> = {
  'flow-created': { milestone: 'creation' },
  'flow-deleted': { milestone: 'deletion' },
  'flow-updated': {},
  'flow-started': { milestone: 'preparation', mayBeginTurn: true },
  'flow-revoked': { milestone: 'revocation' },
  'flow-expired': { milestone: 'expiry' },
  'flow-archived': { milestone: 'completion' },
  'flow-viewed': {},
  'flow-handed-over': { milestone: 'passing-on', mayBeginTurn: true },
  'sign-area-added': {},
  'sign-area-removed': {},
  'sign-area-updated': {},
  signed: { milestone: 'signature', mayBeginTurn: true, endsTurn: 'own' },
  'sign-delegated': { milestone: 'passing-on', mayBeginTurn: true, endsTurn: 'own' },
  'sign-notified': {},
  'sign-refused': { milestone: 'refusal', endsTurn: 'all' },
  'seal-approval-started': { milestone: 'seal-request', endsTurn: 'own' },
  'seal-approval-agreed': { milestone: 'seal-approval', mayBeginTurn: true },
  'seal-approval-refused': { milestone: 'seal-refusal' },
  'document-added': {},
  'document-removed': {},
  'document-updated': {},
  'attachment-added': {},
  'attachment-removed': {},
  'attachment-updated': {},
  'participant-added': {},
  'participant-removed': {},
  'participant-updated': {},
  unknown: {},
}
