import Button from 'antd-mobile/es/components/button'
import { accessWords } from '#web/widgets/access/access-words.ts'
import { useAccessRequests } from '#web/widgets/access/use-access-requests.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** The access requests that the viewer decides; nothing if there are none. */
export function RequestsCard() {
  const t = useWords(accessWords)
  const tMe = useWords(meWords)
  const { untitled } = useWords(words.flow)
  const now = useNow()
  const requests = useAccessRequests(null).data?.requests ?? []
  const sheet = useSheet(() => import('#web/widgets/access/access-sheet.tsx'))
  return (
    <>
      {requests.length > 0 && (
        <Rows testId="my-requests" header={<h2>{tMe.requests}</h2>}>
          {requests.map(({ id, name, title, askedAt }) => (
            <Row
              key={id}
              description={
                <>
                  <bdi>{title ?? untitled}</bdi> · <Moment time={askedAt} now={now} />
                </>
              }
              extra={
                <Button
                  size="small"
                  fill="outline"
                  color="primary"
                  loading="auto"
                  aria-label={`${t.decide} ${name}`}
                  onClick={sheet.show}
                >
                  {t.decide}
                </Button>
              }
            >
              <bdi>{name}</bdi>
            </Row>
          ))}
        </Rows>
      )}
      {sheet.part && <sheet.part.AccessSheet taskId={null} {...sheet.props} />}
    </>
  )
}
