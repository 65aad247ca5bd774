import { dateOfDay } from '#shared/rules/calendar/calendar-date.ts'
import { missingYear } from '#shared/rules/calendar/working-days.ts'

// `npm run calendar:check`: whether the holidays of this year are here, and from November on those
// of the next; `-- 2027-11-01` asks for another day than today.

const dayMs = 24 * 60 * 60_000

const missing = missingYear(process.argv[2] ?? dateOfDay(Math.floor(Date.now() / dayMs)))
if (missing !== null) {
  console.error(
    `The holidays of ${missing} are missing: add shared/rules/calendar/${missing}.json from the State Council's notice.`,
  )
  process.exitCode = 1
}
