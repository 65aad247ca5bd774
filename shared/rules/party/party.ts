/**
 * The texts of a member of the corp, and of an outsider: a mobile number or a mail address as
 * account, and the company that the person acts for. An empty text is none. The form, its stored
 * draft, the request, the stored contract, its query and the answers take their fields from here.
 */
export const partyTexts = {
  member: ['userId', 'name'],
  outsider: ['name', 'account', 'organization'],
} as const

/** Further texts of those who sign, of either kind. */
export const signerTexts = ['remark'] as const

type PartyTexts = typeof partyTexts

export type PartyKind = keyof PartyTexts
export type SignerText = (typeof signerTexts)[number]
export type PartyText = PartyTexts[PartyKind][number] | SignerText

export type Party = {
  [Kind in PartyKind]: { kind: Kind } & Record<PartyTexts[Kind][number], string>
}[PartyKind]

/** Every text once, in the order of the form. */
export const personTexts: readonly PartyText[] = [
  ...new Set<PartyText>([...partyTexts.member, ...partyTexts.outsider, ...signerTexts]),
]

/** The texts of people that pages are sent; their user ids are not. */
export const shownTexts = personTexts.filter((text) => text !== 'userId')

export type ShownText = (typeof shownTexts)[number]

/** The most characters of a text; those of the others are limited by their format. */
export const longestTexts = { name: 64, organization: 100, remark: 50 } as const satisfies Partial<
  Record<PartyText, number>
>

/** What the app stores of a person of a contract; null for what a person does not have. */
export type PersonTexts = Record<PartyText, string | null>

export const noTexts: PersonTexts = textsBy(personTexts, () => null)

/** A value for each of the texts. */
export function textsBy<Text extends PartyText, Value>(
  texts: readonly Text[],
  valueOf: (text: Text) => Value,
): Record<Text, Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(texts.map((text) => [text, valueOf(text)])) as Record<Text, Value>
}

/** @param textOf the value of one of the texts of this kind */
export function partyOf(kind: PartyKind, textOf: (text: PartyText) => string): Party {
  return kind === 'member'
    ? { kind, ...textsBy(partyTexts[kind], textOf) }
    : { kind, ...textsBy(partyTexts[kind], textOf) }
}
