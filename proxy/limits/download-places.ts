import { Places } from './places.ts'

/**
 * Limits the downloads of one kind that this process makes while it sends them.
 * @param isShared see `PlacesParts`
 */
export function createDownloadPlaces(isShared: boolean): Places {
  return new Places({
    ofOnePerson: 2,
    all: 8,
    isShared,
    tooMany: ['too-many-archives', 'Other downloads of yours are under way.'],
    full: ['archives-full', 'Too many downloads are under way just now.'],
  })
}
