/** Whether the e签宝 micro-app is installed in a corp. */
export const installStatuses = ['installed', 'not-installed', 'unknown'] as const

/** Whether a corp has authorised our app to use e签宝 on its behalf. */
export const authorisationStatuses = ['authorised', 'not-authorised', 'unknown'] as const
