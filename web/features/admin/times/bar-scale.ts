export type BarScale = {
  /** How much of the track a bar covers, 0 to 1. */
  partOf: (value: number) => number
  /** Whether lengths are square roots, which has to be said. */
  isRoot: boolean
}

/** From this ratio of the longest to the shortest on, the shortest would hardly be seen. */
const most = 20

/** The scale of some bars: square roots where minutes have to be seen beside days. */
export function barScale(values: readonly number[]): BarScale {
  const known = values.filter((value) => value > 0)
  const longest = Math.max(0, ...known)
  const isRoot = known.length > 0 && longest / Math.min(...known) >= most
  const partOf = (value: number) => {
    const part = longest === 0 ? 0 : Math.max(value, 0) / longest
    return isRoot ? Math.sqrt(part) : part
  }
  return { partOf, isRoot }
}
