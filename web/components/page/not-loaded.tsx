import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useWords, words } from '#web/i18n/words.ts'

interface NotLoadedProps {
  /** Whether it stands in the place of a whole page, and not of a part of one. */
  isPage?: boolean
}

/** In place of a part that could not be loaded. Its words are part of the first load. */
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
