import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import { type ReactNode, useState } from 'react'
import type { Readiness } from '#shared/schemas/readiness.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { goTo } from '#web/components/page/navigation.ts'
import { canScan } from '#web/dingtalk/scan.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { type Blocker, blockerOf } from '#web/widgets/readiness/blocker.ts'
import { MendButton } from '#web/widgets/readiness/mend-button.tsx'
import { MissingRows } from '#web/widgets/readiness/readiness-card.tsx'
import { readinessWords } from '#web/widgets/readiness/readiness-words.ts'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { homeWords } from './home-words.ts'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { openScanned, type ScanTrouble } from './search/open-scanned.ts'

const firstWords = defineWords({
  zh: {
    orScan: '或扫码打开',
    'app-installed': '贵公司还没有开通 e签宝，暂时不能发起合同',
    'app-authorised': '贵公司还没有授权，暂时不能发起合同',
    'corp-verified': '贵公司还没有实名认证，暂时不能发起合同',
    'contracts-left': '贵公司的合同份数已用完，暂时不能发起合同',
    'subscription-ended': '此应用的订阅已到期，暂时不能发起合同',
  },
  en: {
    orScan: 'Or scan a code',
    'app-installed': 'Your company has not installed eSign, so no contract can be started yet',
    'app-authorised': 'Your company has not authorised the app, so no contract can be started yet',
    'corp-verified': 'Your company is not verified, so no contract can be started yet',
    'contracts-left': 'Your company has no contracts left, so none can be started for now',
    'subscription-ended': "The app's subscription has ended, so no contract can be started for now",
  },
})

/** In place of the contracts while there are none: how to get the first one. */
export function FirstContract() {
  const { data, error, isPending } = useQuery(readinessQuery)
  useCorpChanges(null)
  if (isPending) return <ListSkeleton />
  const blocker = blockerOf(data, error)
  if (blocker === null) return <StartOrOpen />
  if (data && blocker.trouble !== 'subscription-ended' && blocker.check.canFix)
    return <FirstSteps readiness={data} />
  return <AskAdmins blocker={blocker} />
}

function StartOrOpen() {
  const t = useWords(homeWords)
  const tFirst = useWords(firstWords)
  const { role } = useSession()
  const [trouble, setTrouble] = useState<ScanTrouble | null>(null)
  const scan = async () => {
    setTrouble(null)
    setTrouble(await openScanned())
  }
  return (
    <EmptyCard
      kind="empty"
      title={t.allEmpty}
      description={role === 'admin' ? t.allEmptyNoteAdmin : t.allEmptyNote}
    >
      <Button color="primary" onClick={() => goTo('/start')}>
        {t.startContract}
      </Button>
      {canScan && (
        <Button fill="none" color="primary" loading="auto" onClick={scan}>
          {tFirst.orScan}
        </Button>
      )}
      <p className="search-trouble" role="alert">
        {trouble && t[trouble]}
      </p>
    </EmptyCard>
  )
}

/** The rows of readiness, for a person who can do the next step. */
function FirstSteps({ readiness }: { readiness: Readiness }) {
  const t = useWords(readinessWords)
  const missing = readiness.checks.filter(({ state }) => state === 'missing')
  return (
    <div className="readiness" data-testid="readiness" data-state="missing">
      <MissingRows
        title={t.firstSteps(missing.length)}
        readiness={readiness}
        returnTo="/"
        hasMain={false}
      />
    </div>
  )
}

/** For those who can only ask. */
function AskAdmins({ blocker }: { blocker: Blocker }) {
  const t = useWords(readinessWords)
  const tFirst = useWords(firstWords)
  const { trouble } = blocker
  return (
    <EmptyCard
      kind="setup"
      title={trouble === 'person-verified' ? t.missing : tFirst[trouble]}
      description={trouble !== 'subscription-ended' && t[`${trouble}/ask`]}
    >
      <MendButton blocker={blocker} returnTo="/" />
    </EmptyCard>
  )
}

type EmptyCardProps = {
  kind: 'empty' | 'setup'
  title: string
  description: ReactNode
  children: ReactNode
}

function EmptyCard({ kind, title, description, children }: EmptyCardProps) {
  return (
    <List mode="card">
      <ErrorBlock kind={kind} role="status" title={<h2>{title}</h2>} description={description}>
        <div className="first-buttons">{children}</div>
      </ErrorBlock>
    </List>
  )
}
