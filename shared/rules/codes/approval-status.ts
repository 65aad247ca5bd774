/** How far a seal approval, or one step of it, is; `unknown` stands for a value added later. */
export const approvalStatuses = ['waiting', 'approving', 'agreed', 'refused', 'unknown'] as const

export type ApprovalStatus = (typeof approvalStatuses)[number]
