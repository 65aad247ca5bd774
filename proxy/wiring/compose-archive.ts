import type { Config } from '#proxy/config.ts'
import type { ArchiveParts } from '#proxy/flows/export/archive-routes.ts'
import { ArchivePlaces } from '#proxy/flows/export/archive-places.ts'
import { createArchiveTickets } from '#proxy/flows/export/archive-tickets.ts'
import { linkSecretsOf } from '#proxy/flows/access/link-secrets.ts'

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
