/** So many contracts left, or fewer, are low. */
export const fewContracts = 10

/**
 * Whether an organisation should buy contracts soon: few are left, or less than a tenth of the most
 * of the last 90 days.
 */
export function isContractsLow(contractsLeft: number | null, most: number): boolean {
  if (contractsLeft === null) return false
  return contractsLeft <= fewContracts || contractsLeft * 10 < most
}
