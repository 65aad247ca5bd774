import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import type { ArchiveParts } from '#proxy/flows/export/archive-routes.ts'
import { createDownloadPlaces } from '#proxy/limits/download-places.ts'
import { createFileTickets } from '#proxy/session/file-tickets.ts'

type ArchiveSurroundings = Omit<ArchiveParts, 'places' | 'tickets' | 'publicUrl' | 'timeZone'> & {
  config: Config
}

/** Builds what sends the files of flows as one archive. */
export function composeArchive({ config, ...parts }: ArchiveSurroundings): ArchiveParts {
  const secrets = config.sessionSecrets ?? [randomBytes(32).toString('base64')]
  return {
    ...parts,
    tickets: createFileTickets(secrets, parts.now),
    places: createDownloadPlaces(config.appKind === 'third-party'),
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
  }
}
