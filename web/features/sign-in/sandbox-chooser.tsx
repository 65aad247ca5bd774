import Button from 'antd-mobile/es/components/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeftRight, Building2, SlidersHorizontal } from 'lucide'
import { useEffect, useRef, useState } from 'react'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import { apiOf } from '#web/api/api.ts'
import { sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import {
  resetSandbox,
  sandboxAuthCode,
  type SandboxCorp,
  type SandboxPerson,
  type SandboxSamples,
} from '#web/api/queries/sandbox.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { signInWithCode } from '#web/api/session/session.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { SkeletonRow } from '#web/components/list/skeleton-row.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
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
      {data && !isThirdParty && <SandboxSeed {...data} />}
      {corp && !asksCorp && <SandboxCorpRows corp={corp} onLeave={() => setChoosesCorp(true)} />}
    </>
  )
}

/** The sandbox's organisations. Choosing one loads the page for it, as a link from DingTalk does. */
function SandboxCorps({ corps }: { corps: readonly SandboxCorp[] }) {
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
function SandboxCorpRows({ corp, onLeave }: SandboxCorpRowsProps) {
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

/** Goes on as a company that is new to the app, and back. */
function SandboxSeed({ seed, corps }: Pick<SandboxSamples, 'seed' | 'corps'>) {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const isNew = seed === 'new-company'
  const change = useMutation({
    async mutationFn() {
      await resetSandbox(apiOf(client).http, isNew ? 'samples' : 'new-company')
      location.reload()
    },
  })
  const corpId = corps[0]?.corpId
  return (
    <>
      <div className="chooser-seed">
        <Button
          fill="none"
          color="primary"
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {isNew ? t.sampleCompany : t.newCompany}
        </Button>
        {isNew && corpId !== undefined && (
          <Button
            fill="none"
            color="primary"
            onClick={() => location.assign(`/_sandbox/pages/corp/${corpId}`)}
          >
            {t.changeCorp}
          </Button>
        )}
      </div>
      {change.error && <FailureNote error={change.error} />}
    </>
  )
}

type SandboxPeopleProps = {
  people: readonly SandboxPerson[]
  /** Their organisation; null for that of an internal app. */
  corpId: string | null
}

/** The people to sign in as. */
function SandboxPeople({ people, corpId }: SandboxPeopleProps) {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const choice = useMutation({
    mutationFn: async (userId: string) => {
      const { http } = apiOf(client)
      const code = await sandboxAuthCode(http, corpId, userId)
      // Removes the previous person's flows before there is a session, with which the page opens and
      // reads the next person's.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === 'flow' })
      await client.cancelQueries({ queryKey: sessionQuery.queryKey })
      const queryFn = async () => (await signInWithCode(http, code)).session
      return client.fetchQuery({ ...sessionQuery, queryFn, staleTime: 0 })
    },
  })
  return (
    <>
      <Rows label={t.sandboxTitle}>
        {people.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            isChosen={choice.isPending && choice.variables === person.userId}
            disabled={choice.isPending}
            onChoose={() => choice.mutate(person.userId)}
          />
        ))}
      </Rows>
      {choice.error && <FailureNote error={choice.error} />}
    </>
  )
}

type PersonRowProps = {
  person: SandboxPerson
  isChosen: boolean
  disabled: boolean
  onChoose: () => void
}

function PersonRow({ person, isChosen, disabled, onChoose }: PersonRowProps) {
  const t = useWords(signInWords)
  const tPage = useWords(words.page)
  const { name, role, started, toSign } = person
  const found = [
    role === 'admin' ? t.desk : '',
    toSign > 0 ? t.toSign(toSign) : '',
    started > 0 ? t.started(started) : '',
  ]
  return (
    <Row
      prefix={<Avatar name={name} />}
      description={isChosen ? tPage.loading : found.filter(Boolean).join(t.between) || t.nothing}
      disabled={disabled}
      onClick={onChoose}
    >
      {t.continueAs({ role: t[role], name })}
    </Row>
  )
}
