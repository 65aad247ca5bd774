/** Whether e签宝 has verified who a person or a company is (实名认证). */
export const realNameStatuses = ['verified', 'not-verified', 'unknown'] as const
