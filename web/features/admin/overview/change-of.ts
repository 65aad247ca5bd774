/** With fewer contracts a change says nothing. */
const fewest = 5

const weeksOfMonth = 4

/**
 * How much a figure has changed over the last four weeks: "−12", "+5" or "0" percent; null if it is
 * unknown, or if either month has too few contracts.
 * @param course the figure at the ends of weeks, oldest first
 * @param samples how many contracts the four weeks before each of these ends have
 */
export function changeOf(
  course: readonly (number | null)[],
  samples: readonly number[],
): string | null {
  const [before, now] = [course.at(-1 - weeksOfMonth), course.at(-1)]
  const isKnown = [samples.at(-1 - weeksOfMonth), samples.at(-1)].every(
    (count) => count !== undefined && count >= fewest,
  )
  if (!isKnown || !before || now === null || now === undefined) return null
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return '0'
  return percent > 0 ? `+${percent}` : `−${-percent}`
}
