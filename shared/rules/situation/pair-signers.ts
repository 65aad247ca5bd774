type Named = {
  name: string | null
}

/** The person in a flow's record that a signer is; indexes of their list. */
export type SignerPair = {
  person: number | null
  /** See `SignerSituation.isPersonSure`. */
  isSure: boolean
  /** The person whose place in the signing order applies to this signer. */
  place: number | null
}

export type PassedOn = {
  wasPassedOn: boolean
  by: ReadonlySet<string | null>
}

/**
 * Namesakes are paired in the order of both lists. If one is left on both sides, they are the same
 * person under two names, unless signing was passed on.
 * @returns one pair for each signer
 */
export function pairSigners(
  signers: readonly Named[],
  people: readonly Named[],
  passedOn: PassedOn,
): SignerPair[] {
  const namesakes = countNames(signers)
  const places = placesByName(people)
  const taken = new Set<number>()
  const paired = new Map<string | null, number>()
  const pairs = signers.map(({ name }): SignerPair => {
    const same = places.get(name) ?? []
    const before = paired.get(name) ?? 0
    const person = same[before]
    if (person === undefined) return nobody()
    paired.set(name, before + 1)
    taken.add(person)
    const isSure = same.length === namesakes.get(name) && !passedOn.by.has(name)
    return { person, isSure, place: isSure ? person : null }
  })
  const pair = pairs.find(({ person }) => person === null)
  const [place, ...more] = people.map((_, index) => index).filter((index) => !taken.has(index))
  const areOthersSure = pairs.every((other) => other === pair || other.isSure)
  if (pair && place !== undefined && more.length === 0 && areOthersSure) {
    pair.place = place
    if (!passedOn.wasPassedOn) pair.person = place
  }
  return pairs
}

function nobody(): SignerPair {
  return { person: null, isSure: false, place: null }
}

export function countNames(list: readonly Named[]): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const { name } of list) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function placesByName(people: readonly Named[]): Map<string | null, number[]> {
  const places = new Map<string | null, number[]>()
  people.forEach(({ name }, index) => {
    if (name === null) return
    const same = places.get(name)
    if (same === undefined) places.set(name, [index])
    else same.push(index)
  })
  return places
}
