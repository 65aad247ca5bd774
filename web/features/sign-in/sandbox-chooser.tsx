import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import { apiOf } from '#web/api/api.ts'
import { sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { SkeletonRow } from '#web/components/list/skeleton-row.tsx'
import { useWords } from '#web/i18n/words.ts'
import { SandboxCorpRows, SandboxCorps } from './sandbox-corps.tsx'
import { SandboxPeople } from './sandbox-people.tsx'
import { signInWords } from './sign-in-words.ts'

/**
 * In sandbox mode, an ordinary browser replaces the client, and people choose who to be: of a
 * third-party app first in which organisation, unless the page was opened for one.
 */
export function SandboxChooser({ appKind }: Pick<AppConfig, 'appKind'>) {
  const t = useWords(signInWords)
  const { http } = apiOf(useQueryClient())
  const { data, error, refetch } = useQuery(sandboxSamplesQuery)
  const [choosesCorp, setChoosesCorp] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The button that was pressed is gone.
    if (choosesCorp) heading.current?.focus()
  }, [choosesCorp])
  if (error) return <FailurePage error={error} onRetry={refetch} hasHome={false} />
  const isThirdParty = appKind === 'third-party'
  const corp = isThirdParty ? data?.corps.find(({ corpId }) => corpId === http.corpId) : undefined
  const isCorpKnown = data === undefined ? http.corpId !== null : corp !== undefined
  const asksCorp = isThirdParty && (choosesCorp || !isCorpKnown)
  const peopleText =
    corp === undefined
      ? t.sandboxText
      : t.sandboxCorpText({ corp: corp.name, state: t[corp.state] })
  return (
    <>
      <header className="chooser-head">
        <h1 ref={heading} tabIndex={-1}>
          {t.sandboxTitle}
        </h1>
        <p className="quiet">{asksCorp ? t.sandboxCorpsText : peopleText}</p>
      </header>
      {!data && (
        <Rows label={t.sandboxTitle}>
          {[0, 1, 2].map((row) => (
            <SkeletonRow key={row} />
          ))}
        </Rows>
      )}
      {data && asksCorp && <SandboxCorps corps={data.corps} />}
      {data && !asksCorp && <SandboxPeople people={data.people} corpId={corp?.corpId ?? null} />}
      {corp && !asksCorp && <SandboxCorpRows corp={corp} onLeave={() => setChoosesCorp(true)} />}
    </>
  )
}
