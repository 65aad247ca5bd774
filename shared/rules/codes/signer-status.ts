/** The status of a signer in our terms; `unknown` stands for a value upstream added later. */
export const signerStatuses = [
  'waiting',
  'unsigned',
  'signed',
  'in-approval',
  'refused',
  'unknown',
] as const

export type SignerStatus = (typeof signerStatuses)[number]
