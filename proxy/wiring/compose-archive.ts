import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import type { ArchiveParts } from '#proxy/flows/export/archive-routes.ts'
import { Places } from '#proxy/limits/places.ts'
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
    places: new Places({
      ofOnePerson: 2,
      all: 8,
      isShared: config.appKind === 'third-party',
      tooMany: ['too-many-archives', 'Other downloads of yours are under way.'],
      full: ['archives-full', 'Too many downloads are under way just now.'],
    }),
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
  }
}
