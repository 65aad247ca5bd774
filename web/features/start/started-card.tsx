import Button from 'antd-mobile/es/components/button'
import { HomeButton } from '#web/components/failure/home-button.tsx'
import { flowPath, goInstead } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'

interface StartedCardProps {
  taskId: string | null
  /** Of e签宝's page, which did not open by itself; null when there is none left to open. */
  address: string | null
}

/** The flow is started, and the way on has to be taken by hand. */
export function StartedCard({ taskId, address }: StartedCardProps) {
  const t = useWords(startWords)
  return (
    <section className="card started" data-testid="started" role="status">
      <h1>{address === null ? t.startedWithoutId : t.draftMade}</h1>
      <p>{address === null ? t.startedWithoutIdText : t.draftMadeText}</p>
      {address !== null && (
        <a className="button-link" href={address} target="_blank" rel="noreferrer">
          {t.openPage}
        </a>
      )}
      {taskId === null ? (
        <HomeButton />
      ) : (
        <Button block size="large" onClick={() => goInstead(flowPath(taskId))}>
          {t.toFlow}
        </Button>
      )}
    </section>
  )
}
