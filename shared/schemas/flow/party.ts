import { z } from 'zod'
import { type Party, partyTexts, signerTexts, textsBy } from '#shared/rules/party/party.ts'
import { plainText } from '#shared/rules/plain-text.ts'
import { sealKinds, type SignerDraft } from '#shared/rules/start-flow/start-flow-draft.ts'

/** Cleaned, as it comes from people. */
export const text = z.string().max(1000).overwrite(plainText).trim()

/** Null or left out is empty; `checkStartFlow` says which texts a party needs. */
const partyText = text.nullish().transform((given) => given ?? '')

const member = z.object({
  kind: z.literal('member'),
  ...textsBy(partyTexts.member, () => partyText),
})

const outsider = z.object({
  kind: z.literal('outsider'),
  ...textsBy(partyTexts.outsider, () => partyText),
})

const signing = {
  ...textsBy(signerTexts, () => partyText),
  seals: z.array(z.enum(sealKinds)).max(2),
  order: z.number().nullish(),
}

/** A member of the asker's corp, whose name e签宝 does not use, or an outsider. */
export const partySchema = z.discriminatedUnion('kind', [
  member,
  outsider,
]) satisfies z.ZodType<Party>

export const signerSchema = z.discriminatedUnion('kind', [
  member.extend(signing),
  outsider.extend(signing),
]) satisfies z.ZodType<SignerDraft>
