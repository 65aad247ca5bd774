/** Kinds of seal that a signer must use: the company's, or their own. */
export type Seal = 'company' | 'personal'

/**
 * Somebody who takes part in a flow: a member of the corp, or an outsider, whose account is a mobile
 * number or an e-mail address. An outsider who is to use a company's seal needs its name; for
 * members it is the own company when left out.
 */
export type Party =
  | { kind: 'member'; userId: string; organization?: string | undefined }
  | { kind: 'outsider'; account: string; name: string; organization?: string | undefined }

/** A link to what the flow belongs to in our app, shown to those who approve a seal. */
export type Source = {
  pcUrl?: string | undefined
  mobileUrl?: string | undefined
  text?: string | undefined
}

/** What both ways to start a flow take. */
type Start = {
  /** The member who starts it. */
  initiatorUserId: string
  /** People who get a copy. */
  copies?: readonly Party[] | undefined
  /** Where the browser is sent after a step. */
  redirectUrl?: string | undefined
  source?: Source | undefined
  /**
   * Our own id, returned unchanged in notices (`thirdBizId`), which in 1.0 name the task id alone. It
   * is in the pages, though in no SDK, and taken to stand at the top level.
   */
  ownReference?: string | undefined
}

/** A flow that its initiator finishes and sends on a page of e签宝. */
export type StartPageRequest = Start & {
  /** The name of the first file when left out. */
  title?: string | undefined
  /** Cannot be changed on the page; all else can. At least one. */
  files: readonly { fileId: string; name: string }[]
  /** With no seals the initiator chooses them. */
  participants?: readonly (Party & { seals?: readonly Seal[] | undefined })[] | undefined
  /** Whether to send it at once, skipping the page; 1.0 always shows it. */
  autoStart?: boolean | undefined
}

/** Where on a document somebody signs. */
export type SignArea = {
  fileId?: string | undefined
  /** Page number or numbers; the form of several is not documented. */
  page?: string | undefined
  /** Neither origin nor unit are documented. */
  x?: number | undefined
  y?: number | undefined
  /** The company's seal, or the signature of who handles it (经办人). */
  seal?: 'company' | 'handler' | undefined
  /** A seal across the edges of all pages (骑缝章). */
  acrossPages?: boolean | undefined
  /** The date beside the signature; none when left out. */
  dateFormat?: 'yyyy/MM/dd' | 'yyyy-MM-dd' | 'yyyy年MM月dd日' | undefined
}

/** Somebody who must sign. */
export type Signatory = Party & {
  seals: readonly [Seal, ...Seal[]]
  /** Signers of a lower number come first; those of the same sign at the same time. */
  order?: number | undefined
  areas?: readonly SignArea[] | undefined
}

/** A flow that starts without any page. The initiator and the corp must be verified. */
export type StartAtOnceRequest = Start & {
  /** Without special characters. */
  title: string
  files: readonly { fileId: string; name: string; kind: 'contract' | 'attachment' }[]
  participants: readonly Signatory[]
  /** Until when it must be signed, epoch milliseconds. */
  deadline?: number | undefined
}
