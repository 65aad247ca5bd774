// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { testClient } from '#web/api/test-client.ts'
import { LaunchNote } from './launch-note.tsx'
import { useLaunch, type Launch } from './use-launch.ts'

let root: Root
const launches: Launch[] = []
const read = vi.fn<() => Promise<string>>()
const request = vi.fn<() => Promise<never>>()

function Page() {
  useQuery({ queryKey: ['state'], queryFn: read, retry: false })
  const launch = useLaunch({ request, invalidates: [['state']], title: 'e签宝' })
  useEffect(() => {
    launches.push(launch)
  })
  return <LaunchNote launch={launch} />
}

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  read.mockReset().mockResolvedValue('missing')
  request.mockReset().mockReturnValue(new Promise(() => {}))
  root = createRoot(document.body.appendChild(document.createElement('div')))
  await act(async () => {
    root.render(
      <QueryClientProvider client={testClient({})}>
        <Page />
      </QueryClientProvider>,
    )
  })
})

afterEach(() => act(() => root.unmount()))

const said = () => document.body.textContent

it('says that the state is the latest only when it could be read', async () => {
  read.mockRejectedValueOnce(new Error('no network'))
  await act(async () => launches.at(-1)?.update())
  expect(said()).toContain('没能读到最新状态')
  const again = document.querySelector('button')
  await act(async () => again?.click())
  expect(read).toHaveBeenCalledTimes(3)
  expect(said()).toContain('已更新为最新状态')
})

it('offers no other try where reading was refused', async () => {
  const problem = { status: 403, code: 'flow-forbidden', title: '', requestId: 'R-1' } as const
  read.mockRejectedValueOnce(new ApiError('flow-forbidden', '', problem))
  await act(async () => launches.at(-1)?.update())
  expect(said()).toContain('没能读到最新状态')
  expect(document.querySelector('button')).toBeNull()
})

it('leaves a new opening as it is when an earlier reading ends', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null)
  let answer = (_state: string) => {}
  read.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  await act(async () => launches.at(-1)?.update())
  // Its answer never comes.
  await act(async () => void launches.at(-1)?.start())
  expect(launches.at(-1)?.state.stage).toBe('asking')
  await act(async () => answer('ok'))
  expect(launches.at(-1)?.state.stage).toBe('asking')
})

it('asks for one page at a time', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null)
  await act(async () => {
    void launches.at(-1)?.start()
    void launches.at(-1)?.start()
  })
  await act(async () => void launches.at(-1)?.start())
  expect(request).toHaveBeenCalledOnce()
})
