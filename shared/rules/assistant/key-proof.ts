/**
 * Why an organisation's key could not be proved to name people truly: no or a wrong code was said,
 * DingTalk named somebody else than the administrator, or nobody.
 */
export const keyFailures = ['code-wrong', 'unequal', 'missing'] as const

export type KeyFailure = (typeof keyFailures)[number]
