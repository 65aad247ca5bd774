/**
 * The seals that somebody has to sign with, in words; null if none is required.
 * @param requirement see `FlowPerson`
 * @param between the separator
 */
export function sealText(
  requirement: string | null,
  t: { company: string; personal: string },
  between: string,
): string | null {
  if (requirement === null) return null
  const textOf = (kind: string) => (kind === 'company' || kind === 'personal' ? t[kind] : kind)
  return requirement.split(',').map(textOf).join(between)
}
