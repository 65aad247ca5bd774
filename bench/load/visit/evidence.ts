import type { Visit } from './visit.ts'

/** How the time of one visit was spent. Milliseconds, rounded. */
export type Evidence = {
  status: number | null
  complete: number | null
  hydrated: number | null
  firstPaint: number | null
  requests: { path: string; start: number; first: number | null; end: number | null; kB: number }[]
  longFrames: { start: number; duration: number; scripts: string[] }[]
  shifts: { at: number; value: number; nodes: string[] }[]
}

/** The number of scripts kept per long frame, the longest first. */
const maxScripts = 3

export function evidenceOf({ status, complete, hydrated, report, requests }: Visit): Evidence {
  return {
    status: rounded(status),
    complete: rounded(complete),
    hydrated: rounded(hydrated),
    firstPaint: rounded(report.firstPaint),
    requests: requests.map(({ path, start, first, end, bytes }) => ({
      path,
      start: Math.round(start),
      // `first` comes from the page's thread, which may be busy, but `end` from the network's
      // thread, so `first` may be later.
      first: rounded(first === null || end === null ? first : Math.min(first, end)),
      end: rounded(end),
      kB: Math.round(bytes / 100) / 10,
    })),
    longFrames: report.longFrames.map(({ start, duration, scripts }) => ({
      start: Math.round(start),
      duration: Math.round(duration),
      scripts: scripts
        .toSorted((one, other) => other.duration - one.duration)
        .slice(0, maxScripts)
        .map(({ what, duration: took }) => `${Math.round(took)} ms ${what}`),
    })),
    shifts: report.shifts.map(({ at, value, nodes }) => ({ at: Math.round(at), value, nodes })),
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}
