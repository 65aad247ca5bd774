import type { QueryClient } from '@tanstack/react-query'
import type { Language } from '#shared/rules/languages.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import { takeSigned, viewSigned } from '../documents/signed-files.ts'
import { prepareReminder, RemindFlow } from '../remind/remind-flow.tsx'
import { DraftSheet } from './draft-sheet.tsx'
import { RevokeSheet } from './revoke-sheet.tsx'
import { prepareShareLink } from './share-link-query.ts'
import { ShareSheet } from './share-sheet.tsx'

/** What an action opens. `files`: the viewer; `download`: the sheet that saves several files. */
export type ActionSheetKind = 'share' | 'remind' | 'revoke' | 'draft' | 'files' | 'download'

export type Asker = {
  client: QueryClient
  language: Language
  corpId: string
}

type Loaded = Awaited<ReturnType<typeof loadActionSheet>>

/** Prepares what the sheet needs. Rejects only without a network. */
export async function loadActionSheet(
  kind: ActionSheetKind,
  { view, now }: { view: FlowView; now: number },
  asker: Asker,
) {
  // A draft and how to revoke can be read about without one.
  if (kind !== 'revoke' && kind !== 'draft' && !navigator.onLine) throw new Error('offline')
  switch (kind) {
    case 'share':
      await prepareShareLink(asker.client, view.flow.taskId)
      return { kind } as const
    case 'remind':
      return { kind, plan: await prepareReminder(view, now, asker) } as const
    case 'files':
      return { kind, ...(await viewSigned(view, asker)) } as const
    case 'download':
      return { kind, ...(await takeSigned(view, asker)) } as const
    default:
      return { kind } as const
  }
}

type ActionSheetProps = {
  loaded: Loaded
  view: FlowView
} & OpenSheet

/** The sheet of an action on a flow. */
export function ActionSheet({ loaded, view, ...sheet }: ActionSheetProps) {
  const { flow } = view
  switch (loaded.kind) {
    case 'share':
      return <ShareSheet view={view} {...sheet} />
    case 'remind':
      return <RemindFlow view={view} plan={loaded.plan} {...sheet} />
    case 'revoke':
      return <RevokeSheet title={flow.title} {...sheet} />
    case 'draft':
      return <DraftSheet flow={flow} {...sheet} />
    case 'files':
      return <loaded.Viewer files={loaded.files} {...sheet} />
    case 'download':
      return loaded.ArchiveSheet && <loaded.ArchiveSheet taskIds={[flow.taskId]} {...sheet} />
  }
}
