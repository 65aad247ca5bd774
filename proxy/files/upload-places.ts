import { largestFile } from '#shared/rules/file-rules.ts'
import { ProblemError } from '#proxy/http/problem.ts'

/** The page sends two at a time; somebody may have two devices. */
const mostOfOnePerson = 4

/** Of all files on their way together: twenty of the largest. */
const mostBytes = 20 * largestFile

export type UploadPlacesLimits = { ofOnePerson: number; bytes: number }

/** Limits the files on their way through this process: of each person, and of all in bytes. */
export class UploadPlaces {
  readonly #limits: UploadPlacesLimits
  readonly #uploadsOf = new Map<string, number>()
  #bytes = 0

  constructor(limits: UploadPlacesLimits = { ofOnePerson: mostOfOnePerson, bytes: mostBytes }) {
    this.#limits = limits
  }

  /**
   * Takes a place for a file.
   * @param person a key that no other person has
   * @param announced bytes of the request, where it says how many; otherwise the largest are expected
   * @returns gives the place back, once
   * @throws ProblemError `too-many-uploads`, `uploads-full`
   */
  take(person: string, announced: number | undefined): () => void {
    const uploads = this.#uploadsOf.get(person) ?? 0
    if (uploads >= this.#limits.ofOnePerson) {
      throw new ProblemError('too-many-uploads', 'Too many files are being uploaded at once.', {
        retryAfter: 10,
      })
    }
    const isTold = announced !== undefined && announced >= 0
    const bytes = isTold ? Math.min(announced, largestFile) : largestFile
    if (this.#bytes + bytes > this.#limits.bytes) {
      throw new ProblemError('uploads-full', 'There is no room for another file just now.', {
        retryAfter: 30,
      })
    }
    this.#uploadsOf.set(person, uploads + 1)
    this.#bytes += bytes
    return () => {
      this.#bytes -= bytes
      const left = (this.#uploadsOf.get(person) ?? 1) - 1
      if (left > 0) this.#uploadsOf.set(person, left)
      else this.#uploadsOf.delete(person)
    }
  }
}
