export const fewContracts = 10

type ContractsLeft = {
  contractsLeft: number | null
  /** Readings of the last 90 days. */
  history: readonly { contractsLeft: number }[]
}

/** Whether an organisation should buy contracts soon: few are left, or below a tenth of the most. */
export function areContractsLow({ contractsLeft, history }: ContractsLeft): boolean {
  if (contractsLeft === null) return false
  const most = Math.max(0, ...history.map((reading) => reading.contractsLeft))
  return contractsLeft <= fewContracts || contractsLeft * 10 < most
}
