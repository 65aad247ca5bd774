import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { corpQuery, outboxQuery, statisticsQuery } from '#web/api/queries/admin.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { ChipLink, Chips } from '#web/components/chip/chip.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { Avatar, EndMark } from '#web/components/person/avatar.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useIsSplit, useIsWide } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { useOpensDeskPages } from '#web/widgets/desk/desk-crumb.tsx'
import { NotReadNotice, useUnread } from '#web/widgets/failure/not-read.tsx'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { adminWords } from '../admin-words.ts'
import { MarginCard } from '../packages/margin-card.tsx'
import { MonthsCard } from '../times/months-card.tsx'
import { FinishedStages } from '../times/stage-rows.tsx'
import { Figures } from './figures.tsx'
import { NeedsList } from './needs-list.tsx'
import { PageLinks } from './page-links.tsx'

/** The queries that the page shows, as far as the requester may see them. */
const queryKeys = [corpQuery, subscriptionHelpQuery, statisticsQuery, outboxQuery].map(
  ({ queryKey }) => queryKey,
)

type OverviewProps = {
  isAdmin: boolean
  isOperator: boolean
}

/** What is stuck, what is missing and what is left; everything else is behind its last rows. */
export function Overview({ isAdmin, isOperator }: OverviewProps) {
  const t = useWords(adminWords)
  const client = useQueryClient()
  const corp = told(useQuery(corpQuery))
  const statistics = told(useQuery({ ...statisticsQuery, enabled: isAdmin }))
  const outbox = useQuery({ ...outboxQuery, enabled: isAdmin })
  useOpensDeskPages('/admin')
  const isSubscriptionRead = useIsSubscriptionRead()
  const isWide = useIsWide(768)
  // Then they are in the menu beside the page.
  const isSplit = useIsSplit()
  const old = [corp, statistics, outbox].find(({ data, error }) => data && error)
  const trouble = useTrouble(old?.error ?? null, corp.dataUpdatedAt || Infinity)
  const unread = useUnread(queryKeys)
  const refresh = () => readAgain(client, queryKeys)
  const isRead = [corp, ...(isAdmin ? [statistics] : [])].every(({ data, error }) => data || error)
  return (
    <Page title={t.pageTitle} hasColumns>
      <PullToRefresh onRefresh={refresh}>
        <div className="desk">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <ReturnNote />
          {trouble && <PageNotUpdated error={trouble} onRetry={refresh} />}
          {!trouble && unread && <NotReadNotice error={unread} onRetry={refresh} />}
          <Figures corp={corp} statistics={statistics} isAdmin={isAdmin} />
          {/* How high these are is known once both are read; drawn earlier, they would move. */}
          {isRead && isSubscriptionRead && (
            <div className="admin-columns">
              <div>
                <NeedsList reading={corp} canManage={isAdmin} />
                {isAdmin && <LongestList reading={statistics} most={isWide ? 5 : 3} />}
                {isAdmin && <WaitedForList reading={statistics} />}
              </div>
              <div className="admin-right">
                {isAdmin && <StatesCard reading={statistics} />}
                {isAdmin && isWide && <MonthsCard reading={statistics} />}
                {isAdmin && isWide && <FinishedStages reading={statistics} />}
                {isWide && <MarginCard reading={corp} />}
              </div>
              {!isSplit && (
                <PageLinks
                  corp={corp.data}
                  isAdmin={isAdmin}
                  isOperator={isOperator}
                  outbox={outbox}
                />
              )}
            </div>
          )}
        </div>
      </PullToRefresh>
    </Page>
  )
}

/** Several cards show it, so that the page says once that it could not be read. */
function told<Data>({ data, error, refetch, dataUpdatedAt }: UseQueryResult<Data>) {
  return { data, error, refetch, dataUpdatedAt, isTold: true }
}

/** Whether what is missing can be told: only apps of the market have a subscription. */
function useIsSubscriptionRead(): boolean {
  const config = useQuery(appConfigQuery)
  const isOfMarket = config.data?.appKind === 'third-party'
  const help = useQuery({ ...subscriptionHelpQuery, enabled: isOfMarket })
  if (!config.data) return config.error !== null
  return !isOfMarket || help.data !== undefined || help.error !== null
}

type LongestListProps = {
  reading: ListQuery<CorpStatistics>
  /** How many are shown. */
  most: number
}

/** The contracts that have waited longest, and the people they wait for. */
function LongestList({ reading, most }: LongestListProps) {
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const duration = useDuration()
  const now = useNow()
  const noteOf = (people: readonly string[], since: number) =>
    people.length === 0
      ? t.longestNoteNobody({ duration: duration(now - since) })
      : t.longestNote({ people: people.join(tStep.between), duration: duration(now - since) })
  return (
    <DeskList title={t.longest} testId="longest" usualRows={most + 1} reading={reading}>
      {({ longestWaiting }) => (
        <>
          {longestWaiting.length === 0 && <Row>{t.nothingWaits}</Row>}
          {longestWaiting.slice(0, most).map(({ taskId, title, people, since }) => (
            <Row
              key={taskId}
              to={flowPath(taskId)}
              prefix={
                people[0] === undefined ? (
                  <EndMark tone="quiet" />
                ) : (
                  <Avatar name={people[0]} others={people.length - 1} />
                )
              }
              description={noteOf(people, since)}
            >
              <bdi>{title ?? tFlow.untitled}</bdi>
            </Row>
          ))}
          <Row to="/?scope=all&status=signing">{t.allSigning}</Row>
        </>
      )}
    </DeskList>
  )
}

/** The people most contracts wait for, each with a link to these contracts. */
function WaitedForList({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const now = useNow()
  return (
    <div className="desk-bars">
      <DeskList title={t.waitedFor} testId="waited-for" usualRows={5} reading={reading}>
        {({ waitingFor }) => {
          const most = waitingFor[0]?.flows ?? 1
          return (
            <>
              {waitingFor.length === 0 && <Row>{t.nobodyWaitedFor}</Row>}
              {waitingFor.map(({ name, flows, since }) => (
                <Row
                  key={name}
                  to={`/?scope=all&status=signing&q=${encodeURIComponent(name)}`}
                  testId="waited-for-person"
                >
                  <BarRow
                    label={<bdi>{name}</bdi>}
                    bar={flows / most}
                    number={
                      since === null
                        ? t.flows(flows)
                        : t.waitedForNote({
                            flows: t.flows(flows),
                            longest: duration(now - since),
                          })
                    }
                  />
                </Row>
              ))}
            </>
          )
        }}
      </DeskList>
    </div>
  )
}

type Group = 'going' | 'done' | 'undone'

const tones: Record<Group, Tone> = { going: 'active', done: 'good', undone: 'quiet' }

const groups: readonly Group[] = ['going', 'done', 'undone']

const groupOf: Record<FlowStatus, Group> = {
  draft: 'going',
  signing: 'going',
  completed: 'done',
  revoked: 'undone',
  terminated: 'undone',
  expired: 'undone',
  deleted: 'undone',
  refused: 'undone',
  unknown: 'undone',
}

/** How many contracts have each status: a bar of three groups, and a link to each list. */
function StatesCard({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const tStatus = useWords(words.status)
  return (
    <DeskList title={t.states} testId="statistics" usualRows={4} reading={reading}>
      {({ flows, byStatus }) => {
        const states = flowStatuses.flatMap((known) =>
          byStatus.filter(
            ({ status, flows: some }) => knownWord(tStatus, status) === known && some > 0,
          ),
        )
        const counts = groups.map((group) => ({
          group,
          count: states
            .filter(({ status }) => groupOf[knownWord(tStatus, status)] === group)
            .reduce((sum, each) => sum + each.flows, 0),
        }))
        return (
          <li className="desk-gap">
            {flows === 0 ? (
              <p>{t.none}</p>
            ) : (
              <>
                <div className="states-bar" aria-hidden="true">
                  {counts
                    .filter(({ count }) => count > 0)
                    .map(({ group, count }) => (
                      <span
                        key={group}
                        className={`tone-${tones[group]}`}
                        style={{ flexGrow: count }}
                      />
                    ))}
                </div>
                <p className="states-groups">
                  {counts.map(({ group, count }) => (
                    <span key={group} className={`states-group tone-${tones[group]}`}>
                      {t[group]} {count}
                    </span>
                  ))}
                </p>
                <Chips label={t.states}>
                  {states.map(({ status, flows: some }) => (
                    <ChipLink
                      key={status}
                      to={`/?scope=all&status=${status}`}
                      label={`${tStatus[knownWord(tStatus, status)]} ${some}`}
                    />
                  ))}
                </Chips>
              </>
            )}
            <p className="desk-note">{t.statisticsNote}</p>
          </li>
        )
      }}
    </DeskList>
  )
}
