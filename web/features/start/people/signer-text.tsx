import type { ReactNode } from 'react'
import { toAccount } from '#shared/rules/party/outsider-account.ts'
import { type PartyText, type SignerText, signerTexts } from '#shared/rules/party/party.ts'
import { maskedAccount } from '#shared/rules/party/masked-account.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { type Draft, type DraftPerson, type DraftSigner, signingOrders } from '../draft/draft.ts'
import { startWords } from '../start-words.ts'

/** A person's name, with the mark of somebody outside. */
export function PersonName({ person: { name, kind } }: { person: DraftPerson }) {
  const t = useWords(startWords)
  return (
    <>
      <span className="draft-name">{name.trim() || t.newPerson}</span>{' '}
      {kind === 'outsider' && <ToneTag tone="quiet">{t.outside}</ToneTag>}
    </>
  )
}

/** How a line about a person says each of the texts besides the name and those of signing. */
const facts: Record<
  Exclude<PartyText, 'userId' | 'name' | SignerText>,
  (text: string) => string
> = {
  organization: (name) => name.trim(),
  account: (text) => {
    const account = toAccount(text)
    return account === null ? '' : maskedAccount(account)
  },
}

/** An outsider's company and masked account; nothing for a colleague. */
export function partyFacts(person: DraftPerson): string[] {
  const texts: Partial<Record<string, string>> = person
  return Object.entries(facts)
    .map(([text, say]) => say(texts[text] ?? ''))
    .filter(Boolean)
}

/** Returns a function that says for whom and with which seals somebody signs, and the remark. */
export function useSignerText(): (signer: DraftSigner) => ReactNode {
  const t = useWords(startWords)
  const { between } = useWords(words.nextStep)
  return (signer) => {
    const seals = signer.seals.map((seal) => t[seal]).join(between)
    const lines: Record<SignerText, string> = { remark: t.remarkIs({ text: signer.remark.trim() }) }
    return (
      <>
        {[...partyFacts(signer), seals].filter(Boolean).join(' · ')}
        {signerTexts
          .filter((text) => signer[text].trim() !== '')
          .map((text) => (
            <p key={text}>
              <bdi>{lines[text]}</bdi>
            </p>
          ))}
      </>
    )
  }
}

/**
 * Returns a function for the head of the signer at an index: the step, once for all who sign
 * together. Screen readers hear it with each of them.
 */
export function useStepHead(draft: Draft): (index: number) => ReactNode {
  const t = useWords(startWords)
  const orders = signingOrders(draft)
  return (index) => {
    const order = orders[index] ?? 1
    const isGroup = orders.filter((other) => other === order).length > 1
    if (orders[index - 1] === order)
      return <span className="visually-hidden">{t.place({ order })}</span>
    return isGroup ? t.together({ order }) : t.place({ order })
  }
}
