import { useWords, words } from '#web/i18n/words.ts'

interface NotLoadedProps {
  /** Whether it stands in the place of a whole page, and not of a part of one. */
  isPage?: boolean
}

/** Stands in the place of what could not be loaded. Its words are part of the first load. */
export function NotLoaded({ isPage = false }: NotLoadedProps) {
  const t = useWords(words.page)
  const Title = isPage ? 'h1' : 'p'
  return (
    <section
      className="card"
      role="alert"
      data-testid={isPage ? 'app-error' : undefined}
      data-code="page-not-loaded"
    >
      <Title>{t.notLoaded}</Title>
      <p className="quiet">{t.notLoadedNext}</p>
      <button type="button" className="link-button" onClick={() => location.reload()}>
        {t.reload}
      </button>
    </section>
  )
}
