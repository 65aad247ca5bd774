import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import Result from 'antd-mobile/es/components/result'
import { flowPath, goHome, replaceWith } from '#web/components/page/navigation.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'

type StartedProps = {
  taskId: string | null
  /** The URL of e签宝's page, if it failed to open; null if there is none left to open. */
  address: string | null
  /** Shows an empty form. */
  onAgain: () => void
}

/** The flow was started, and the next step needs a tap. */
export function Started({ taskId, address, onAgain }: StartedProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  return (
    <section data-testid="started" role="status">
      <Card bodyClassName="stack">
        <Result
          status={address === null ? 'success' : 'waiting'}
          title={<h1>{address === null ? t.started : t.draftMade}</h1>}
          description={address === null ? t.startedWithoutIdText : t.draftMadeText}
        />
        {address !== null && (
          <a
            className="adm-button adm-button-primary adm-button-block adm-button-shape-default"
            href={address}
            target="_blank"
            rel="noreferrer"
          >
            {t.openPage}
          </a>
        )}
        {taskId === null ? (
          <Button block onClick={goHome}>
            {tPage.home}
          </Button>
        ) : (
          <Button block onClick={() => replaceWith(flowPath(taskId))}>
            {t.toFlow}
          </Button>
        )}
        <Button block fill="none" color="primary" onClick={onAgain}>
          {t.startAnother}
        </Button>
      </Card>
    </section>
  )
}
