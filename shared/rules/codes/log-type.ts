/** The kinds of operation that e签宝 records; `unknown` stands for a value upstream added later. */
export const logTypes = [
  'flow-created',
  'flow-deleted',
  'flow-updated',
  'flow-started',
  'flow-revoked',
  'flow-expired',
  'flow-archived',
  'flow-viewed',
  'flow-handed-over',
  'sign-area-added',
  'sign-area-removed',
  'sign-area-updated',
  'signed',
  'sign-delegated',
  'sign-notified',
  'sign-refused',
  'seal-approval-started',
  'seal-approval-agreed',
  'seal-approval-refused',
  'document-added',
  'document-removed',
  'document-updated',
  'attachment-added',
  'attachment-removed',
  'attachment-updated',
  'participant-added',
  'participant-removed',
  'participant-updated',
  'unknown',
] as const

export type LogType = (typeof logTypes)[number]

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
  /** e签宝's number; null for what it added later. */
  code: number | null
  milestone?: MilestoneKind
  /** Whether it may be another signer's turn afterwards. */
  mayBeginTurn?: true
  /** Whose turn is over afterwards: the operator's, or everybody's. */
  endsTurn?: 'own' | 'all'
}

/** What follows from a record of each kind. */
export const logTypeFacts: Record<LogType, LogTypeFacts> = {
  'flow-created': { code: 1, milestone: 'creation' },
  'flow-deleted': { code: 2, milestone: 'deletion' },
  'flow-updated': { code: 3 },
  'flow-started': { code: 4, milestone: 'preparation', mayBeginTurn: true },
  'flow-revoked': { code: 5, milestone: 'revocation' },
  'flow-expired': { code: 6, milestone: 'expiry' },
  'flow-archived': { code: 7, milestone: 'completion' },
  'flow-viewed': { code: 8 },
  'flow-handed-over': { code: 9, milestone: 'passing-on', mayBeginTurn: true },
  'sign-area-added': { code: 20 },
  'sign-area-removed': { code: 21 },
  'sign-area-updated': { code: 22 },
  signed: { code: 23, milestone: 'signature', mayBeginTurn: true, endsTurn: 'own' },
  'sign-delegated': { code: 24, milestone: 'passing-on', mayBeginTurn: true, endsTurn: 'own' },
  'sign-notified': { code: 25 },
  'sign-refused': { code: 26, milestone: 'refusal', endsTurn: 'all' },
  'seal-approval-started': { code: 27, milestone: 'seal-request', endsTurn: 'own' },
  'seal-approval-agreed': { code: 28, milestone: 'seal-approval', mayBeginTurn: true },
  'seal-approval-refused': { code: 29, milestone: 'seal-refusal' },
  'document-added': { code: 40 },
  'document-removed': { code: 41 },
  'document-updated': { code: 42 },
  'attachment-added': { code: 50 },
  'attachment-removed': { code: 51 },
  'attachment-updated': { code: 52 },
  'participant-added': { code: 60 },
  'participant-removed': { code: 61 },
  'participant-updated': { code: 62 },
  unknown: { code: null },
}
