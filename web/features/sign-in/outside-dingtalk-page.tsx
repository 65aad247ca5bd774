import { useQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { browserSignInAddress } from '#web/api/session/browser-sign-in.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { QrCode } from '#web/components/qr-code.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { openInDingTalkLink } from '#web/dingtalk/open-in-dingtalk.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { signInWords } from './sign-in-words.ts'
import { SandboxChooser } from './sandbox-chooser.tsx'
import './sign-in.css'

/**
 * For people outside the DingTalk client: a link into it, or in sandbox mode a choice of person.
 */
export function OutsideDingTalkPage() {
  const { data, error, refetch } = useQuery(appConfigQuery)
  const t = useWords(words.page)
  if (error)
    return (
      <Page title={t.appName} hasLanguage>
        <FailurePage error={error} onRetry={refetch} hasHome={false} />
      </Page>
    )
  if (!data) return <PageSkeleton />
  return (
    <Page title={t.appName} hasLanguage>
      {data.mode === 'sandbox' ? (
        <>
          <SandboxChooser appKind={data.appKind} />
          {data.browserSignIn && <SandboxSignIn />}
        </>
      ) : (
        <OpenInDingTalk signsInHere={data.browserSignIn === true} />
      )}
    </Page>
  )
}

/** In sandbox mode, what people without a client do, in place of choosing a person here. */
function SandboxSignIn() {
  const t = useWords(signInWords)
  return (
    <Rows label={t.browserSignIn}>
      <Row
        prefix={<Icon icon={LogIn} />}
        description={t.browserSignInNote}
        onClick={() => location.assign(browserSignInAddress())}
      >
        {t.browserSignIn}
      </Row>
    </Rows>
  )
}

/** @param signsInHere whether people may also sign in on DingTalk's page, and stay in the browser */
function OpenInDingTalk({ signsInHere }: { signsInHere: boolean }) {
  const t = useWords(signInWords)
  const { appName } = useWords(words.page)
  // A phone cannot scan its own screen.
  const hasCode = useIsWide(768)
  return (
    <ErrorBlock
      kind="logo"
      fullPage
      testId="app-error"
      code="outside-dingtalk"
      title={
        <>
          <p className="outside-name">{appName}</p>
          <h1>{t.outsideTitle}</h1>
        </>
      }
      description={signsInHere ? t.outsideOrHere : t.outsideText}
    >
      <div className="outside-ways">
        <div className="outside-buttons">
          <ButtonLink kind="primary" href={openInDingTalkLink(location.href)}>
            {t.openInDingTalk}
          </ButtonLink>
          <p className="open-in-dingtalk-note small">{t.notInstalled}</p>
          {signsInHere && (
            <ButtonLink kind="default" href={browserSignInAddress()}>
              {t.browserSignIn}
            </ButtonLink>
          )}
        </div>
        {hasCode && (
          <div className="outside-code">
            <QrCode text={location.href} label={t.scan} />
            <p className="small">{t.scan}</p>
          </div>
        )}
      </div>
      <p className="open-in-dingtalk-note small quiet">{t.outsideSigner}</p>
    </ErrorBlock>
  )
}

type ButtonLinkProps = { kind: 'primary' | 'default'; href: string; children: string }

/** A link that looks like antd-mobile's button, which cannot be a link. */
function ButtonLink({ kind, href, children }: ButtonLinkProps) {
  return (
    <a
      className={`adm-button adm-button-${kind} adm-button-block adm-button-large adm-button-shape-default outside-button`}
      href={href}
    >
      {children}
    </a>
  )
}
