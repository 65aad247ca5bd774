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

export type StartRequest = {
  initiatorUserId: string
  title?: string | undefined
  /** People who get a copy. */
  copies?: readonly Party[] | undefined
  /** Where the browser goes after a step. */
  redirectUrl?: string | undefined
  source?: Source | undefined
  /**
   * Our own id, returned in notices (`thirdBizId`). Documented, but in no SDK; we assume that it
   * belongs at the top level.
   */
  ownReference?: string | undefined
}

export type Body = Record<string, unknown>

export function toCommonBody(request: StartRequest): Body {
  return {
    initiatorUserId: request.initiatorUserId,
    taskName: request.title,
    ccs: request.copies?.map(toAccount),
    redirectUrl: request.redirectUrl,
    sourceInfo: request.source && toSourceInfo(request.source),
    thirdBizId: request.ownReference,
  }
}

export function toAccount(party: Party): Body {
  const orgName = party.organization
  return party.kind === 'member'
    ? { accountType: 'DING_USER', userId: party.userId, orgName }
    : { accountType: 'OUTER_USER', account: party.account, accountName: party.name, orgName }
}

/** "1" the company's, "2" their own, "1,2" both. */
export function toRequirements(seals: readonly Seal[]): string | undefined {
  const numbers = [
    ...(seals.includes('company') ? ['1'] : []),
    ...(seals.includes('personal') ? ['2'] : []),
  ]
  return numbers.length === 0 ? undefined : numbers.join(',')
}

function toSourceInfo({ pcUrl, mobileUrl, text }: Source): Body {
  return { pcUrl, mobileUrl, showText: text }
}
