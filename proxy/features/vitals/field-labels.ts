import type { VitalsReport } from '#shared/schemas/vitals.ts'

/** Labels of few values each, whatever a page says. */
export type FieldLabels = { client: string; version: string; release: string }

const clients: ReadonlySet<string> = new Set(['android', 'ios', 'harmony', 'pc', 'browser'])

/** Further versions are counted as one, and so are those that only strangers have named. */
const maxVersions = 30

/**
 * @param ownRelease the build of the pages served here
 * @returns labels of a report; `isMember`: of somebody who is signed in
 */
export function createLabels(ownRelease: string) {
  const versions = new Set(['none'])
  return ({ client, version, release }: VitalsReport, isMember: boolean): FieldLabels => {
    const [, short = version === '' ? 'none' : 'other'] = /^(\d\d?\.\d\d?)\b/.exec(version) ?? []
    if (isMember && release === ownRelease && versions.size < maxVersions) versions.add(short)
    return {
      client: clients.has(client) ? client : 'other',
      version: versions.has(short) ? short : 'other',
      release: release === ownRelease ? release : 'other',
    }
  }
}
