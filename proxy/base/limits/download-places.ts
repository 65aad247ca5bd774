import { Places } from './places.ts'

/** For downloads that are generated while they are sent. */
export function createDownloadPlaces(isShared: boolean): Places {
  return new Places({
    ofOnePerson: 2,
    all: 8,
    isShared,
    tooMany: ['too-many-archives', 'Other downloads of yours are under way.'],
    full: ['archives-full', 'Too many downloads are under way just now.'],
  })
}

/** For files, of which viewers ask for parts at a time. */
export function createFilePlaces(isShared: boolean): Places {
  return new Places({
    ofOnePerson: 8,
    all: 64,
    isShared,
    tooMany: ['too-many-archives', 'Other files of yours are on their way.'],
    full: ['archives-full', 'Too many files are on their way just now.'],
  })
}
