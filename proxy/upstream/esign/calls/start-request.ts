/** Kinds of seal that a signer must use: the company's, or their own. */
export type Seal = 'company' | 'personal'

/**
 * A party to a flow: a member of the corp, or an outsider, whose account is a mobile number or
 * e-mail address. For an outsider with a company's seal the company's name is required; for members
 * it defaults to their corp.
 */
export type Party =
  | { kind: 'member'; userId: string; organization?: string | undefined }
  | { kind: 'outsider'; account: string; name: string; organization?: string | undefined }

/** A link to what the flow belongs to in our app, shown to seal approvers. */
export type Source = {
  pcUrl?: string | undefined
  mobileUrl?: string | undefined
  text?: string | undefined
}

/** Input of both ways to start a flow. */
type Start = {
  /** The member who starts it. */
  initiatorUserId: string
  /** People who get a copy. */
  copies?: readonly Party[] | undefined
  /** Where the browser goes after a step. */
  redirectUrl?: string | undefined
  source?: Source | undefined
  /**
   * Our own id, returned unchanged in notices (`thirdBizId`), which otherwise name only the task id
   * in 1.0. Documented, but in no SDK; we assume that it belongs at the top level.
   */
  ownReference?: string | undefined
}

/** A flow that its initiator finishes and sends on a page of e签宝. */
export type StartPageRequest = Start & {
  /** Defaults to the name of the first file. */
  title?: string | undefined
  /** At least one. Unlike everything else, they cannot be changed on the page. */
  files: readonly { fileId: string; name: string }[]
  /** Without seals, the initiator chooses them. */
  participants?: readonly (Party & { seals?: readonly Seal[] | undefined })[] | undefined
  /** Whether to send it at once, skipping the page; 1.0 always shows the page. */
  autoStart?: boolean | undefined
}

/** Where a signature goes on a document. */
export type SignArea = {
  fileId?: string | undefined
  /** One page number or several, whose format is not documented. */
  page?: string | undefined
  /** Origin and unit are not documented. */
  x?: number | undefined
  y?: number | undefined
  /** The company's seal, or the signature of the person handling it (经办人). */
  seal?: 'company' | 'handler' | undefined
  /** A seal across the edges of all pages (骑缝章). */
  acrossPages?: boolean | undefined
  /** Format of the date beside the signature; no date if omitted. */
  dateFormat?: 'yyyy/MM/dd' | 'yyyy-MM-dd' | 'yyyy年MM月dd日' | undefined
}

export type Signatory = Party & {
  seals: readonly [Seal, ...Seal[]]
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order?: number | undefined
  areas?: readonly SignArea[] | undefined
}

/** A flow that starts without any page. The initiator and the corp must be verified. */
export type StartAtOnceRequest = Start & {
  /** e签宝 refuses special characters. */
  title: string
  files: readonly { fileId: string; name: string; kind: 'contract' | 'attachment' }[]
  participants: readonly Signatory[]
  /** Deadline for signing, epoch milliseconds. */
  deadline?: number | undefined
}
