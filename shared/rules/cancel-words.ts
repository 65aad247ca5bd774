/** What an admin types to confirm that e签宝's authorisation is to be taken back. */
export const cancelWords = ['取消授权', 'CANCEL'] as const
