/** What a token proves: which app asks and, except for a suite token, in which organisation. */
export type TokenHolder =
  | { kind: 'internal' | 'third-party'; clientId: string; corpId: string }
  | { kind: 'suite'; clientId: string }

/** A holder that may act in an organisation. */
export type CorpTokenHolder = Extract<TokenHolder, { corpId: string }>

/** The tokens issued so far. A reset of the sandbox keeps them. */
export type AccessTokens = {
  /** A new token; those handed out before stay valid until they expire. */
  issue: (holder: TokenHolder) => string
  /** Renews the holder's last token while it is valid, otherwise issues a new one. */
  issueOrRenew: (holder: TokenHolder) => string
  /** Who holds the token; undefined when it is unknown or expired. */
  holderOf: (token: string) => TokenHolder | undefined
}

/** A ticket for the signature of dd.config, and the seconds for which it is valid. */
export type JsapiTicket = { value: string; seconds: number }

/** The JSAPI tickets issued so far, one for each app and organisation. */
export type JsapiTickets = { issueOrRenew: (holder: CorpTokenHolder) => JsapiTicket }

/** The header that carries the token on api.dingtalk.com. */
export const tokenHeader = 'x-acs-dingtalk-access-token'
