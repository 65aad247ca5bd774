import { useQuery } from '@tanstack/react-query'
import { appConfigQuery } from '#web/api/queries/app-config-query.ts'
import { AppError } from '#web/components/failure/app-error.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { openInDingTalkLink } from '#web/dingtalk/open-in-dingtalk.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { signInWords } from './sign-in-words.ts'
import { SandboxChooser } from './sandbox-chooser.tsx'

/** Whoever is not in the DingTalk client: a way into it, or in sandbox mode a choice of person. */
export function OutsideDingTalkPage() {
  const { data, error, refetch } = useQuery(appConfigQuery)
  const t = useWords(words.page)
  if (error)
    return (
      <Page title={t.appName} leadsHome>
        <AppError error={error}>
          <RetryButton onRetry={refetch} />
        </AppError>
      </Page>
    )
  if (!data) return <PageSkeleton />
  return (
    <Page title={t.appName} leadsHome>
      {data.mode === 'sandbox' ? <SandboxChooser /> : <OpenInDingTalk />}
    </Page>
  )
}

function OpenInDingTalk() {
  const t = useWords(signInWords)
  return (
    <section className="app-error" data-testid="app-error" data-code="outside-dingtalk">
      <h1>{t.outsideTitle}</h1>
      <p>{t.outsideText}</p>
      <div className="app-error-actions">
        <a className="button-link" href={openInDingTalkLink(location.href)}>
          {t.openInDingTalk}
        </a>
      </div>
      <p className="app-error-detail">{t.notInstalled}</p>
    </section>
  )
}
