import type { Config } from '#proxy/config.ts'
import type { ArchiveParts } from '#proxy/flows/export/archive-routes.ts'
import { ArchivePlaces } from '#proxy/flows/export/archive-places.ts'
import { linkSecretsOf } from '#proxy/flows/access/link-secrets.ts'
import { createFileTickets } from '#proxy/session/file-tickets.ts'

type ArchiveSurroundings = Omit<ArchiveParts, 'places' | 'tickets' | 'publicUrl'> & {
  config: Config
}

/** Builds what sends the files of flows as one archive. */
export function composeArchive({ config, ...parts }: ArchiveSurroundings): ArchiveParts {
  return {
    ...parts,
    tickets: createFileTickets(linkSecretsOf(config), parts.now),
    places: new ArchivePlaces(),
    publicUrl: config.publicUrl,
  }
}
