import { ArrowLeftRight, Building2, SlidersHorizontal } from 'lucide'
import { useState } from 'react'
import type { SandboxCorp } from '#web/api/queries/sandbox.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { signInWords } from './sign-in-words.ts'

/** The sandbox's organisations. Choosing one loads the page for it, as a link from DingTalk does. */
export function SandboxCorps({ corps }: { corps: readonly SandboxCorp[] }) {
  const t = useWords(signInWords)
  const tPage = useWords(words.page)
  const [chosen, setChosen] = useState<string | null>(null)
  const choose = (corpId: string) => {
    setChosen(corpId)
    const address = new URL(location.href)
    address.searchParams.set('corpId', corpId)
    location.assign(address.href)
  }
  return (
    <Rows label={t.sandboxTitle}>
      {corps.map(({ corpId, name, state }) => (
        <Row
          key={corpId}
          prefix={<Icon icon={Building2} />}
          description={chosen === corpId ? tPage.loading : t[state]}
          disabled={chosen !== null}
          onClick={() => choose(corpId)}
        >
          {name}
        </Row>
      ))}
    </Rows>
  )
}

type SandboxCorpRowsProps = {
  corp: SandboxCorp
  onLeave: () => void
}

/** What can be done about the chosen organisation. */
export function SandboxCorpRows({ corp, onLeave }: SandboxCorpRowsProps) {
  const t = useWords(signInWords)
  return (
    <Rows label={corp.name}>
      <Row prefix={<Icon icon={ArrowLeftRight} />} onClick={onLeave}>
        {t.otherCorp}
      </Row>
      <Row
        prefix={<Icon icon={SlidersHorizontal} />}
        description={t.changeCorpNote}
        onClick={() => location.assign(`/_sandbox/pages/corp/${corp.corpId}`)}
      >
        {t.changeCorp}
      </Row>
    </Rows>
  )
}
