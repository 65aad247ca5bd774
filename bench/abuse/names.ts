/** The organisation of the honest people, and of the member who abuses the app. */
export const honestCorp = 'dinghonest'

/** How names begin that upstream knows nothing of. */
export const madeUp = 'made-up'
