/** e签宝's numbers for the status of a flow. */
export const flowStatus = {
  draft: 0,
  signing: 1,
  completed: 2,
  revoked: 3,
  terminated: 4,
  expired: 5,
  deleted: 6,
  refused: 7,
} as const

export type FlowStatusNumber = (typeof flowStatus)[keyof typeof flowStatus]

/**
 * Its documentation lists 待签 (0) and 未签 (1) without the difference; here `due` is this person's
 * turn, and `later` others sign first.
 */
export const signStatus = { due: 0, later: 1, signed: 2, inApproval: 3, refused: 4 } as const

export type SignStatus = (typeof signStatus)[keyof typeof signStatus]

export type SealKind = 'company' | 'personal'

export type Signer = {
  id: string
  name: string
  /** Set for a member of the organisation, null for an outside person. */
  userId: string | null
  /** Mobile or e-mail; set for an outside person, null for a member. */
  account: string | null
  organization: string
  seals: SealKind[]
  /** Smaller numbers sign first; signers with the same number sign in any order. */
  order: number
  status: SignStatus
}

export type FlowLog = {
  type: LogTypeNumber
  description: string
  operator: string
  time: number
}

export type ApprovalStatus = 'WAIT' | 'APPROVING' | 'AGREED' | 'REFUSED'

/** The organisation's approval that one signer may use its seal (用印审批). */
export type SealApproval = {
  name: string
  signerId: string
  sponsor: string
  status: ApprovalStatus
  startedAt: number
  endedAt: number | null
  refuseReason: string | null
  nodes: {
    approver: string
    status: ApprovalStatus
    startedAt: number | null
    decidedAt: number | null
  }[]
}

export type FlowDocument = { fileId: string; fileName: string; attachment: boolean }

/** One link: its addresses for phones and PCs, and its text. */
export type SourceLink = {
  mobileUrl: string | null
  pcUrl: string | null
  showText: string | null
}

export type Flow = {
  taskId: string
  corpId: string
  /** Null for seeded flows, whose notices go to every app. */
  clientId: string | null
  title: string
  /** One of `flowStatus`, or a number that e签宝 has not documented yet. */
  status: number
  initiator: { userId: string; name: string; organization: string }
  deadline: number | null
  signers: Signer[]
  /** Members who get a copy. */
  copies: { userId: string; name: string }[]
  documents: FlowDocument[]
  approvals: SealApproval[]
  logs: FlowLog[]
  /** `sourceInfo`: a link of the app, shown to seal approvers. */
  source: SourceLink | null
  /** The app's own id, sent back in notices. */
  thirdBizId: string | null
  /** Where the start and sign pages send the browser afterwards. */
  redirectUrl: string | null
}

/** e签宝's operation numbers by meaning. */
export const logType = {
  created: '1',
  deleted: '2',
  updated: '3',
  started: '4',
  revoked: '5',
  expired: '6',
  archived: '7',
  viewed: '8',
  handedOver: '9',
  signAreaAdded: '20',
  signAreaRemoved: '21',
  signAreaUpdated: '22',
  signed: '23',
  signDelegated: '24',
  signNotified: '25',
  signRefused: '26',
  sealApprovalStarted: '27',
  sealApprovalAgreed: '28',
  sealApprovalRefused: '29',
  documentAdded: '40',
  documentRemoved: '41',
  documentUpdated: '42',
  attachmentAdded: '50',
  attachmentRemoved: '51',
  attachmentUpdated: '52',
  participantAdded: '60',
  participantRemoved: '61',
  participantUpdated: '62',
} as const

/** One of e签宝's operation numbers as text; 99 is none that it has documented. */
export type LogTypeNumber = (typeof logType)[keyof typeof logType] | '99'
