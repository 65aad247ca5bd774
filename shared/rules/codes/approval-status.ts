/**
 * The state of a seal approval, or of one of its steps; `unknown` stands for a value added later.
 */
export const approvalStatuses = ['waiting', 'approving', 'agreed', 'refused', 'unknown'] as const

export type ApprovalStatus = (typeof approvalStatuses)[number]
