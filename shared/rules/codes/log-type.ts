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

export const logTypeCodes: Record<Exclude<LogType, 'unknown'>, number> = {
  'flow-created': 1,
  'flow-deleted': 2,
  'flow-updated': 3,
  'flow-started': 4,
  'flow-revoked': 5,
  'flow-expired': 6,
  'flow-archived': 7,
  'flow-viewed': 8,
  'flow-handed-over': 9,
  'sign-area-added': 20,
  'sign-area-removed': 21,
  'sign-area-updated': 22,
  signed: 23,
  'sign-delegated': 24,
  'sign-notified': 25,
  'sign-refused': 26,
  'seal-approval-started': 27,
  'seal-approval-agreed': 28,
  'seal-approval-refused': 29,
  'document-added': 40,
  'document-removed': 41,
  'document-updated': 42,
  'attachment-added': 50,
  'attachment-removed': 51,
  'attachment-updated': 52,
  'participant-added': 60,
  'participant-removed': 61,
  'participant-updated': 62,
}

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

type LogTypeFacts = {
  milestone?: MilestoneKind
  /** Whether it may be another signer's turn afterwards. */
  mayBeginTurn?: true
  /** Whose turn is over afterwards: the operator's, or everybody's. */
  endsTurn?: 'own' | 'all'
}

const facts: Record<LogType, LogTypeFacts> = {
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

/** What follows from a record of a type; nothing from one that only a later build knows. */
export function logTypeFacts(type: LogType): LogTypeFacts {
  return type in facts ? facts[type] : {}
}
