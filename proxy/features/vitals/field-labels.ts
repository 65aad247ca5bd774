import type { VitalsReport } from '#shared/schemas/vitals.ts'

/** Labels of few values each, whatever a page says. */
export type FieldLabels = { client: string; version: string; release: string }

const clients: ReadonlySet<string> = new Set(['android', 'ios', 'harmony', 'pc', 'browser'])

/** Further versions are counted as one. */
const maxVersions = 30

/** @param ownRelease the build of the pages served here */
export function createLabels(ownRelease: string) {
  const versions = new Set<string>()
  return ({ client, version, release }: VitalsReport): FieldLabels => {
    const [, short = version === '' ? 'none' : 'other'] = /^(\d\d?\.\d\d?)\b/.exec(version) ?? []
    if (versions.size < maxVersions) versions.add(short)
    return {
      client: clients.has(client) ? client : 'other',
      version: versions.has(short) ? short : 'other',
      release: release === ownRelease ? release : 'other',
    }
  }
}
