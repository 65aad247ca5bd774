import type { Config } from './config.ts'
import type { ArchiveParts } from './flows/export/archive-routes.ts'
import { ArchivePlaces } from './flows/export/archive-places.ts'
import { createArchiveTickets } from './flows/export/archive-tickets.ts'
import { linkSecretsOf } from './flows/link-secrets.ts'

type ArchiveSurroundings = Omit<ArchiveParts, 'places' | 'tickets' | 'publicUrl'> & {
  config: Config
}

/** Builds what sends the files of flows as one archive. */
export function composeArchive({ config, ...parts }: ArchiveSurroundings): ArchiveParts {
  return {
    ...parts,
    places: new ArchivePlaces(),
    tickets: createArchiveTickets(linkSecretsOf(config), parts.now),
    publicUrl: config.publicUrl,
  }
}
