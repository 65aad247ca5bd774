import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { createMetrics } from './metrics.ts'

const docs = new URL('../../../docs/', import.meta.url)

const dashboardSchema = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
  ),
})

/** The metrics in each panel's queries. */
function panelMetrics(): { title: string; metrics: string[] }[] {
  const text = readFileSync(new URL('deployment/grafana.json', docs), 'utf8')
  return dashboardSchema.parse(JSON.parse(text)).panels.map(({ title, targets }) => ({
    title,
    metrics: targets.flatMap(({ expr }) => {
      // Labels and ranges stand in brackets, functions before one.
      const bare = expr.replace(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|on|group_left) \([^)]*\)/g, '')
      return bare.match(/\b[a-z]\w*_\w+\b(?!\s*\()/g) ?? []
    }),
  }))
}

/** The metrics of the app, and the parts of its histograms. */
async function knownMetrics(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics({ withProcess: true })
  const notices = () => Promise.resolve({ count: 0, oldest: null })
  const eventLine = () => ({ state: 'open', lastFrameSecondsAgo: 1 }) as const
  metrics.watch({ liveConnections: () => 0, notices, eventLine, now: Date.now })
  const types = [...(await metrics.text()).matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
}

it('queries metrics that the app has', async () => {
  const known = await knownMetrics()
  for (const { title, metrics } of panelMetrics()) {
    expect(metrics, title).not.toEqual([])
    expect(
      metrics.filter((name) => !known.has(name)),
      title,
    ).toEqual([])
  }
})

it('has a panel for each alert of the deployment page', () => {
  const page = readFileSync(new URL('deployment.md', docs), 'utf8')
  const [, alerts = ''] = / Alert on:\n\n((?:- .*\n)+)/.exec(page) ?? []
  const named = alerts
    .split('\n')
    .flatMap((line) => line.match(/`[a-z]\w*_\w+`/g) ?? [])
    .map((name) => name.slice(1, -1))
  expect(named.length).toBeGreaterThan(13)
  const shown = panelMetrics().flatMap(({ metrics }) =>
    metrics.map((name) => name.replace(/_(bucket|count)$/, '')),
  )
  expect(named.filter((name) => !shown.includes(name))).toEqual([])
})
