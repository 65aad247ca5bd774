/** The organisation of the honest people, and of the member who abuses the app. */
export const honestCorp = 'dinghonest'

/** Prefix of organisations and auth codes that the stub does not know. */
export const madeUp = 'made-up'
