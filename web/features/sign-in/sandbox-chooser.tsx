import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import { apiOf } from '#web/api/api.ts'
import { sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import { FailurePage } from '#web/components/failure/failure-page.tsx'
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
  const head = (text: ReactNode) => (
    <header className="chooser-head">
      <h1 ref={heading} tabIndex={-1}>
        {t.sandboxTitle}
      </h1>
      <p className="quiet">{text}</p>
    </header>
  )
  const isThirdParty = appKind === 'third-party'
  const corp = data?.corps.find(({ corpId }) => corpId === http.corpId)
  if (!data)
    return (
      <>
        {head(isThirdParty ? t.sandboxCorpsText : t.sandboxText)}
        <Rows label={t.sandboxTitle}>
          {[0, 1, 2].map((row) => (
            <SkeletonRow key={row} />
          ))}
        </Rows>
      </>
    )
  if (!isThirdParty)
    return (
      <>
        {head(t.sandboxText)}
        <SandboxPeople people={data.people} corpId={null} />
      </>
    )
  if (corp === undefined || choosesCorp)
    return (
      <>
        {head(t.sandboxCorpsText)}
        <SandboxCorps corps={data.corps} />
      </>
    )
  return (
    <>
      {head(t.sandboxCorpText({ corp: corp.name, state: t[corp.state] }))}
      <SandboxPeople people={data.people} corpId={corp.corpId} />
      <SandboxCorpRows corp={corp} onLeave={() => setChoosesCorp(true)} />
    </>
  )
}
