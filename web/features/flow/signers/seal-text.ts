/**
 * With which seals somebody has to sign, in words; null where nothing is asked for.
 * @param requirement see `FlowPerson`
 * @param between stands between words
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
