/** Whether e签宝 has verified the identity of a person or a company (实名认证). */
export const realNameStatuses = ['verified', 'not-verified', 'unknown'] as const
