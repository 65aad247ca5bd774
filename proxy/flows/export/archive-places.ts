import { ProblemError } from '#proxy/http/problem.ts'

export type ArchiveLimits = { ofOnePerson: number; all: number }

const usual: ArchiveLimits = { ofOnePerson: 2, all: 8 }

/** Limits the archives under way in this process: of each person, and of all together. */
export class ArchivePlaces {
  readonly #limits: ArchiveLimits
  readonly #archivesOf = new Map<string, number>()
  #all = 0

  constructor(limits: ArchiveLimits = usual) {
    this.#limits = limits
  }

  /**
   * @param person a key of the person
   * @returns gives the place back; a second call does nothing
   * @throws ProblemError `too-many-archives`, `archives-full`
   */
  take(person: string): () => void {
    const archives = this.#archivesOf.get(person) ?? 0
    if (archives >= this.#limits.ofOnePerson) {
      throw new ProblemError('too-many-archives', 'Other downloads of yours are under way.', {
        retryAfter: 10,
      })
    }
    if (this.#all >= this.#limits.all) {
      throw new ProblemError('archives-full', 'Too many downloads are under way just now.', {
        retryAfter: 30,
      })
    }
    this.#archivesOf.set(person, archives + 1)
    this.#all += 1
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#all -= 1
      const left = (this.#archivesOf.get(person) ?? 1) - 1
      if (left > 0) this.#archivesOf.set(person, left)
      else this.#archivesOf.delete(person)
    }
  }
}
