import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useWords, words } from '#web/i18n/words.ts'

type NotLoadedProps = {
  /** Whether it replaces a whole page rather than a part. */
  isPage?: boolean
}

/** Replaces a part that failed to load. Its words are in the first load. */
export function NotLoaded({ isPage = false }: NotLoadedProps) {
  const t = useWords(words.page)
  const Title = isPage ? 'h1' : 'p'
  return (
    <section
      role="alert"
      data-testid={isPage ? 'app-error' : undefined}
      data-code="page-not-loaded"
    >
      <Card>
        <Title>{t.notLoaded}</Title>
        <p className="quiet">{t.notLoadedNext}</p>
        <Button
          color="primary"
          {...(isPage
            ? ({ block: true, size: 'large' } as const)
            : ({ size: 'small', fill: 'none' } as const))}
          onClick={() => location.reload()}
        >
          {t.reload}
        </Button>
      </Card>
    </section>
  )
}
