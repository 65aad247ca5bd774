import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { Places } from '#proxy/base/limits/places.ts'

/**
 * Limits the files passing through this process, by their bytes.
 * @param isShared see `PlacesDeps`
 */
export function createUploadPlaces(isShared: boolean): Places {
  return new Places({
    // The page uploads two at a time; a person may have two devices.
    ofOnePerson: 4,
    all: 20 * maxFileBytes,
    isShared,
    tooMany: ['too-many-uploads', 'Too many files are being uploaded at once.'],
    full: ['uploads-full', 'There is no room for another file just now.'],
  })
}

/** The announced size, capped at the largest file; the cap itself if none is announced. */
export function expectedBytes(announced: number | undefined): number {
  const isKnown = announced !== undefined && announced >= 0
  return isKnown ? Math.min(announced, maxFileBytes) : maxFileBytes
}
