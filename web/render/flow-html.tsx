import { QueryClient } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import type { FlowPageRequest } from '#shared/schemas/flow/flow-page.ts'
import type { Language } from '#shared/rules/languages.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { App } from '#web/app/app.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { flowQuery } from '#web/features/flow/flow-query.ts'
import { antdEnglish, english } from '#web/i18n/en.ts'
import { namedZone, type Zone } from '#web/i18n/wall-time.ts'
import { addEnglish } from '#web/i18n/words.ts'

/** The words of all other languages, without which a page would be drawn in Chinese. */
const translations: Record<Exclude<Language, 'zh'>, Parameters<typeof addEnglish>[0]> = {
  en: { english, antdEnglish },
}

addEnglish(translations.en)

/**
 * Cached, because creating a zone takes longer than rendering a page. The names come from clients,
 * so their number is limited.
 */
const zones = new Map<string, Zone>()
const maxZones = 100

function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? namedZone(name)
  if (zones.size >= maxZones) zones.clear()
  zones.set(name, zone)
  return zone
}

/**
 * The page's content security policy forbids style attributes; the boot script applies them
 * (`put-page.ts`).
 */
const styleAttribute = /(<[a-z][^<>]*?) style="/g

/** Renders the HTML of a flow's page, which replaces the content of `#root`. */
export function renderFlowPage({ view, session, device }: FlowPageRequest): string {
  const { language, timeZone, now: drawnAt, isWide } = device
  const client = new QueryClient()
  const { taskId } = view.flow
  client.setQueryData(sessionQuery.queryKey, session)
  client.setQueryData(flowQuery(taskId).queryKey, view, { updatedAt: drawnAt })
  const html = renderToString(
    <App
      device={{
        language,
        chooseLanguage: () => {},
        zone: zoneOf(timeZone),
        now: () => drawnAt,
        drawnAt,
        openedAt: drawnAt,
        isWide,
      }}
      client={client}
      path={flowPath(taskId)}
    />,
  )
  return html.replace(styleAttribute, '$1 data-style="')
}
